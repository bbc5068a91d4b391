import { writeFileSync } from 'node:fs';
import {
  App, Aws, CfnParameter, CfnResource, Duration, Fn, Lazy, NestedStack, type PolicyViolation, Stack, Stage, Validations,
} from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CfnDomain, CfnImage, CfnImageVersion, CfnSpace, CfnUserProfile } from 'aws-cdk-lib/aws-sagemaker';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { shippedPolicies, shippedPolicy } from '../../lib/core/policy/catalog';
import { FailOn, ImageSupportValidation, type ImageSupportValidationProps } from '../../lib/image-support-validation';
import { testApp } from './support/test-app';
import {
  ENVIRONMENT, GALLERY, policyFile, READ_ON, reportOn, reportOnBase, reportOnStack, TEAM_POLICY, TEAM_REPOSITORY, TODAY, validation,
  VENDOR_POLICY,
} from './support/validation';

const AWS_IMAGE = 'arn:aws:sagemaker:eu-west-1:819792524951:image/sagemaker-distribution-cpu';
const OLD = `${GALLERY}:2.3-cpu`;
const DEEP_LEARNING = '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:1.5.1-cpu-py36-ubuntu16.04';

// The CDK's own validation has nothing to say here, and costs a second in each test.
const cdkValidation = process.env['CDK_VALIDATION'];
let printed: jest.SpyInstance;
beforeEach(() => {
  process.env['CDK_VALIDATION'] = 'false';
  printed = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  printed.mockRestore();
  delete process.env['CDK_VALIDATION'];
  if (cdkValidation !== undefined) process.env['CDK_VALIDATION'] = cdkValidation;
});

type Said = readonly [rule: string, severity: string | undefined];
const said = (violations: readonly PolicyViolation[]): readonly Said[] => violations.map(({ ruleName, severity }) => [ruleName, severity]);
const places = ({ violatingResources }: PolicyViolation): readonly string[] => (
  violatingResources.flatMap(({ resourceLogicalId, locations }) => locations.map((location) => `${resourceLogicalId} ${location}`))
);

describe('the base of an image version', () => {
  it.each<[string, string, Said[], boolean]>([
    ['past its availability', `${GALLERY}:1.0.3-cpu`, [['EndOfAvailability', 'error']], false],
    ['out of support', OLD, [['EndOfSupport', 'error']], false],
    ['out of support within the last notice period', `${GALLERY}:2.10.1-cpu`, [['Expiring', 'error']], false],
    ['out of support within the first notice period', `${GALLERY}:2.9.1-cpu`, [['Expiring', 'warning']], true],
    ['supported', `${GALLERY}:3.0.1-cpu`, [], true],
    ['of AWS Deep Learning Containers', DEEP_LEARNING, [['EndOfSupport', 'error']], false],
    ['without a published date', `${GALLERY}:2.11.0-cpu`, [['NoDatePublished', 'info']], true],
    ['newer than the policy', `${GALLERY}:3.1.0-cpu`, [['NotInPolicyYet', 'info']], true],
    ['not in the policy', `${GALLERY}:2.5.0-cpu`, [['NotInPolicy', 'warning']], true],
    ['of a vendor, by a tag that names no version', `${GALLERY}:latest-cpu`, [['NotJudged', 'info']], true],
    ['in a repository that is only called like the vendor\'s', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-distribution:2.3-cpu', [['NotJudged', 'info']], true],
    ['in a repository of any name', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/ds:2025-05', [['NotJudged', 'info']], true],
    ['that is no reference', 'Not A Reference', [['NotJudged', 'info']], true],
    ['that is empty', '', [['NotJudged', 'info']], true],
  ])('%s', (_, baseImage, expected, success) => {
    const report = reportOnBase(baseImage);
    expect(said(report.violations)).toEqual(expected);
    expect(report.success).toBe(success);
  });

  it('is described with its end, the policy and its age, where it stands, and what to move to', () => {
    const { violations: [violation] } = reportOnBase(OLD);
    expect(violation).toMatchObject({
      ruleName: 'EndOfSupport',
      description: expect.stringMatching(
        new RegExp(`^'${GALLERY}:2.3-cpu' is sagemaker-distribution 2.3 \\(cpu\\), whose support ended on 2025-04-25, 416 days ago\\. .*`
          + `Policy of sagemaker-distribution: from '.*\\.json', read on ${READ_ON}, 14 days ago\\.$`),
      ),
      fix: `Move to 2.9, supported until 2026-07-15: FROM ${GALLERY}:2.9-cpu`,
      violatingResources: [{ resourceLogicalId: 'Version', templatePath: expect.stringMatching(/Stack\.template\.json$/), locations: ['Properties.BaseImage'] }],
      ruleMetadata: { status: 'END_OF_SUPPORT', severity: 'HIGH', endOfSupport: '2025-04-25', successor: '2.9', policyRow: '2025-04-25' },
    });
  });

  it.each<[string, string, string]>([
    ['2.9.1', "whose support ends on 2026-07-15, in 30 days.", 'Move to 3.0'],
    ['1.0.3', 'which may be gone any day: its availability ended on 2025-01-31.', 'Move to 3.0'],
    ['3.1.0', '3.1.0 is newer than 3.0', "Give a newer policy in 'policyFiles'"],
    ['2.11.0', 'which has no published end of support.', 'Move to 3.0'],
    ['2.3', 'read from a tag that the vendor moves', 'Move to 2.9'],
  ])('of %s says what to know and to do', (version, text, fix) => {
    const { violations: [violation] } = reportOnBase(`${GALLERY}:${version}-cpu`);
    expect(violation?.description).toContain(text);
    expect(violation?.fix).toContain(fix);
  });

  it('is not judged by a name that anybody can give, and that is said', () => {
    const { violations: [violation] } = reportOnBase('111122223333.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-distribution:2.3-cpu');
    expect(violation?.description).toMatch(/It looks like sagemaker-distribution 2\.3 .*which proves nothing\.$/);
    expect(violation?.fix).toMatch(/ImageSupportMonitor/);
  });

  it('says nothing of what can be read where only the version is missing', () => {
    const { violations: [violation] } = reportOnBase(`${GALLERY}:latest-cpu`);
    expect(violation?.description).toBe(`'${GALLERY}:latest-cpu' has no verdict: The base is sagemaker-distribution, and which version of it cannot be told.`);
  });

  it('may be missing', () => {
    const { violations } = reportOnStack((stack) => void new CfnResource(stack, 'Version', { type: 'AWS::SageMaker::ImageVersion', properties: { ImageName: 'ds' } }));
    expect(violations).toMatchObject([{ ruleName: 'NotJudged', severity: 'info', description: "A version of the image 'ds' names no base image." }]);
  });

  it('that several versions have is reported once, with all of them', () => {
    const { violations } = reportOnStack((stack) => {
      for (const name of ['One', 'Two']) new CfnImageVersion(stack, name, { imageName: name, baseImage: OLD });
    });
    expect(violations.map(places)).toEqual([['One Properties.BaseImage', 'Two Properties.BaseImage']]);
  });
});

describe('a reference that is no literal', () => {
  it.each<[string, () => string]>([
    ['Fn::Join', () => `763104351884.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/pytorch-training:1.5.1-cpu-py36-ubuntu16.04`],
    ['Fn::Sub', () => Fn.sub('763104351884.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/pytorch-training:1.5.1-cpu-py36-ubuntu16.04')],
  ])('is read by %s over pseudo parameters, with and without an environment', (_, baseImage) => {
    for (const stack of [ENVIRONMENT, {}]) {
      const { violations } = reportOnBase(baseImage(), {}, stack);
      expect(said(violations)).toEqual([['EndOfSupport', 'error']]);
      expect(violations[0]?.description).toContain('763104351884.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/pytorch-training:1.5.1');
    }
  });

  it('is left alone where a part of it is known at deployment only, and that is said', () => {
    const { success, violations } = reportOnStack((stack) => {
      const tag = new CfnParameter(stack, 'Tag');
      new CfnImageVersion(stack, 'Version', { imageName: 'ds', baseImage: `${GALLERY}:${tag.valueAsString}` });
    }, { failOn: FailOn.LOW });
    expect(success).toBe(true);
    expect(violations).toMatchObject([{
      ruleName: 'NotJudged', severity: 'info', description: `The base image '${GALLERY}:\${Tag}' was left alone: Ref Tag is known at deployment only.`,
      fix: expect.stringContaining('pseudo parameters'),
    }]);
  });

  it('is left alone where it is of a repository of the app', () => {
    const { violations } = reportOnStack((stack) => void new CfnImageVersion(stack, 'Version', {
      imageName: 'ds', baseImage: new Repository(stack, 'Repository').repositoryUriForTag('1'),
    }));
    expect(violations).toMatchObject([{ ruleName: 'NotJudged', description: expect.stringContaining('Fn::Select') }]);
  });
});

describe('AWS\'s own images in a domain, user profile, space or app', () => {
  const domain = (stack: Stack, defaultResourceSpec: CfnDomain.ResourceSpecProperty): void => void new CfnDomain(stack, 'Domain', {
    authMode: 'IAM', domainName: 'd', defaultUserSettings: { executionRole: 'role', jupyterLabAppSettings: { defaultResourceSpec } },
  });
  const specOf = (spec: object): ((stack: Stack) => void) => (stack) => void new CfnResource(stack, 'App', { type: 'AWS::SageMaker::App', properties: { ResourceSpec: spec } });

  it('have no verdict where the template does not tell the release', () => {
    const { violations } = reportOnStack((stack) => domain(stack, { sageMakerImageArn: AWS_IMAGE }));
    expect(said(violations)).toEqual([['NotJudged', 'info']]);
    expect(violations.map(places)).toEqual([['Domain Properties.DefaultUserSettings.JupyterLabAppSettings.DefaultResourceSpec']]);
    expect(violations[0]?.description).toContain(`'${AWS_IMAGE}' has no verdict: This is AWS's own image by default`);
    expect(violations[0]).not.toHaveProperty('fix');
  });

  it.each<[string, object]>([
    ['an alias', { SageMakerImageArn: AWS_IMAGE, SageMakerImageVersionAlias: '2.3.1' }],
    ['the ARN, in the place of the number', { SageMakerImageVersionArn: AWS_IMAGE.replace(':image/', ':image-version/').concat('/2.3.1') }],
    ['an ARN that is joined', { SageMakerImageArn: Fn.sub('arn:${AWS::Partition}:sagemaker:${AWS::Region}:819792524951:image/sagemaker-distribution-cpu'), SageMakerImageVersionAlias: '2.3.1' }],
    ['the ARN of a version beside that of another image', { SageMakerImageVersionArn: `${AWS_IMAGE.replace(':image/', ':image-version/')}/2.3.1`, SageMakerImageArn: 'arn:other' }],
    ['an alias beside an ARN that is none', { SageMakerImageVersionArn: 'None', SageMakerImageArn: AWS_IMAGE, SageMakerImageVersionAlias: '2.3.1' }],
  ])('are judged where %s tells the release', (_, spec) => {
    const { violations } = reportOnStack(specOf(spec));
    expect(violations).toMatchObject([{
      ruleName: 'EndOfSupport', severity: 'error', fix: 'Choose 2.9 of the image, supported until 2026-07-15.',
      violatingResources: [{ resourceLogicalId: 'App', locations: ['Properties.ResourceSpec'] }],
    }]);
  });

  it.each<[string, object]>([
    ['without an image', { InstanceType: 'ml.t3.medium' }],
    ['with an ARN that is none', { SageMakerImageVersionArn: 'None', SageMakerImageArn: '' }],
    ['with no value', { SageMakerImageArn: { Ref: 'AWS::NoValue' } }],
  ])('are none in a spec %s', (_, spec) => {
    expect(reportOnStack(specOf(spec)).violations).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['of another owner', 'arn:aws:sagemaker:eu-west-1:999988887777:image/datascience-1.0', /no image of this app's, and no image of AWS's/],
    ['that is no ARN', 'something', /no image of this app's/],
    ['that is known at deployment only', { 'Fn::ImportValue': 'elsewhere' }, /was left alone: Fn::ImportValue is known at deployment only/],
    ['that is another resource', { Ref: 'Stranger' }, /was left alone: Ref Stranger is known at deployment only/],
    ['of the own account that another app registers', `arn:aws:sagemaker:eu-west-1:111122223333:image/mine`, /'mine' is not registered in this app/],
  ])('and an image %s are told apart', (_, arn, description) => {
    const { violations } = reportOnStack((stack) => {
      new CfnResource(stack, 'Stranger', { type: 'AWS::SNS::Topic' });
      specOf({ SageMakerImageArn: arn })(stack);
    });
    expect(violations).toMatchObject([{ ruleName: 'NotJudged', severity: 'info', description: expect.stringMatching(description) }]);
  });

  it('are not those of the same name in the own account', () => {
    const own = AWS_IMAGE.replace('819792524951', '111122223333');
    const { violations } = reportOnStack(specOf({ SageMakerImageArn: own, SageMakerImageVersionAlias: '2.3.1' }));
    expect(violations[0]?.description).toBe("The image 'sagemaker-distribution-cpu' is not registered in this app.");
  });
});

describe('where an image version of the app is used', () => {
  const version = (stack: Stack, id = 'Version', baseImage = OLD, imageName = 'Data-Science'): CfnImageVersion => new CfnImageVersion(stack, id, { imageName, baseImage });
  const profile = (stack: Stack, customImages: CfnUserProfile.CustomImageProperty[]): void => void new CfnUserProfile(stack, 'Profile', {
    domainId: 'd', userProfileName: 'p', userSettings: { kernelGatewayAppSettings: { customImages } },
  });
  const PROFILE = 'Profile Properties.UserSettings.KernelGatewayAppSettings.CustomImages.0';
  const SPACE = 'Space Properties.SpaceSettings.JupyterLabAppSettings.DefaultResourceSpec';
  const space = (stack: Stack, defaultResourceSpec: CfnSpace.ResourceSpecProperty): void => void new CfnSpace(stack, 'Space', {
    domainId: 'd', spaceName: 's', spaceSettings: { jupyterLabAppSettings: { defaultResourceSpec } },
  });
  const OWN = 'Version Properties.BaseImage';

  it.each<[string, (stack: Stack) => void, string]>([
    ['by name, whatever its case', (stack) => { version(stack); profile(stack, [{ imageName: 'data-science', appImageConfigName: 'c' }]); }, PROFILE],
    ['by name and number', (stack) => { version(stack); profile(stack, [{ imageName: 'Data-Science', imageVersionNumber: 1, appImageConfigName: 'c' }]); }, PROFILE],
    ['by a reference to its number, whatever the name', (stack) => {
      const used = version(stack);
      version(stack, 'Other', `${GALLERY}:3.0.1-cpu`);
      profile(stack, [{ imageName: 'Data-Science', imageVersionNumber: used.attrVersion, appImageConfigName: 'c' }]);
    }, PROFILE],
    ['by the same parameter', (stack) => {
      const name = new CfnParameter(stack, 'Name').valueAsString;
      version(stack, 'Version', OLD, name);
      profile(stack, [{ imageName: name, appImageConfigName: 'c' }]);
    }, PROFILE],
    ['by a Ref', (stack) => space(stack, { sageMakerImageVersionArn: version(stack).ref }), SPACE],
    ['by its ARN', (stack) => space(stack, { sageMakerImageVersionArn: version(stack).attrImageVersionArn }), SPACE],
    ['by a substitution that gives its ARN', (stack) => {
      version(stack);
      space(stack, { sageMakerImageVersionArn: Fn.sub('arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:image-version/data-science/1') });
    }, SPACE],
    ['by the image', (stack) => {
      const image = new CfnImage(stack, 'Image', { imageName: 'Data-Science', imageRoleArn: 'role' });
      version(stack);
      space(stack, { sageMakerImageArn: image.attrImageArn });
    }, SPACE],
  ])('%s, it is shown', (_, build, place) => {
    for (const stack of [ENVIRONMENT, {}]) {
      const { violations } = reportOnStack(build, {}, stack);
      expect(violations.map(places)).toEqual([[OWN, place]]);
    }
  });

  it('in another stack, it is shown there, by an import and by name', () => {
    const report = reportOn((app) => {
      const used = version(new Stack(app, 'Images', ENVIRONMENT));
      const users = new Stack(app, 'Users', ENVIRONMENT);
      profile(users, [{ imageName: 'data-science', appImageConfigName: 'c' }]);
      space(users, { sageMakerImageVersionArn: used.attrImageVersionArn });
    });
    expect(report.violations.map(places)).toEqual([[OWN, PROFILE, SPACE]]);
    expect(report.violations[0]?.violatingResources.map(({ templatePath = '' }) => templatePath.replace(/.*\//, ''))).toEqual([
      'Images.template.json', 'Users.template.json', 'Users.template.json',
    ]);
  });

  it('in a stack of its own, that one is meant and not the one of another stack', () => {
    const { violations } = reportOn((app) => {
      version(new Stack(app, 'First', ENVIRONMENT));
      const newer = new Stack(app, 'Second', ENVIRONMENT);
      const used = version(newer, 'Version', `${GALLERY}:2.9.1-cpu`);
      profile(newer, [{ imageName: 'Data-Science', appImageConfigName: 'c' }]);
      space(newer, { sageMakerImageVersionArn: used.ref });
    });
    expect(violations.map((violation) => [violation.ruleName, places(violation)])).toEqual([
      ['EndOfSupport', [OWN]], ['Expiring', [OWN, PROFILE, SPACE]],
    ]);
  });

  it('in two stacks by the same logical ID, both are shown', () => {
    const { violations } = reportOn((app) => {
      for (const id of ['One', 'Other']) version(new Stack(app, id, ENVIRONMENT));
    });
    expect(violations.map(places)).toEqual([[OWN, OWN]]);
    expect(violations[0]?.violatingResources).toHaveLength(2);
  });

  it('by something else than a domain, user profile, space or app, it is not looked at', () => {
    const { violations } = reportOnStack((stack) => void new CfnResource(stack, 'Other', {
      type: 'Custom::Other', properties: { ImageName: 'x', AppImageConfigName: 'c', Spec: { SageMakerImageArn: 'arn' } },
    }));
    expect(violations).toEqual([]);
  });

  it('elsewhere, the same name is another image', () => {
    const { violations } = reportOn((app) => {
      version(new Stack(app, 'Images', ENVIRONMENT));
      profile(new Stack(app, 'Users', { env: { account: '111122223333', region: 'us-east-1' } }), [{ imageName: 'Data-Science', appImageConfigName: 'c' }]);
    });
    expect(said(violations)).toEqual([['EndOfSupport', 'error'], ['NotJudged', 'info']]);
    expect(violations[1]?.description).toBe("The image 'Data-Science' is not registered in this app.");
  });

  it('and there are several, none is taken for it', () => {
    const { violations } = reportOnStack((stack) => {
      version(stack);
      version(stack, 'Newer', `${GALLERY}:3.0.1-cpu`);
      profile(stack, [{ imageName: 'Data-Science', appImageConfigName: 'c' }]);
    });
    expect(violations.map(places)).toEqual([[OWN], [PROFILE]]);
    expect(violations[1]).toMatchObject({ ruleName: 'NotJudged', description: expect.stringContaining("'Data-Science' has 2 versions in this app") });
  });

  it('in a choice that is made at deployment, it is shown', () => {
    const { violations } = reportOnStack((stack) => {
      version(stack);
      profile(stack, [Lazy.any({ produce: () => ({ 'Fn::If': ['C', { ImageName: 'data-science', AppImageConfigName: 'c' }, { Ref: 'AWS::NoValue' }] }) }) as unknown as CfnUserProfile.CustomImageProperty]);
    });
    expect(violations.map(places)).toEqual([[OWN, `${PROFILE}.Fn::If.1`]]);
  });
});

describe('templates', () => {
  it('of stages and nested stacks are read too', () => {
    const app = testApp();
    const nested = new NestedStack(new Stack(new Stage(app, 'Prod'), 'Images'), 'Nested');
    new CfnImageVersion(nested, 'Version', { imageName: 'ds', baseImage: OLD });
    Validations.of(app).addPlugins(validation());
    expect(() => app.synth()).toThrow(/Prod\/Images\/Nested\/Version \(Version\)[\s\S]*Acknowledge with 'ImageSupport::EndOfSupport'/);
  });

  it('of the stage alone that the plugin was added to are read', () => {
    const app = testApp();
    const [one, other] = ['One', 'Other'].map((id) => {
      const stage = new Stage(app, id);
      new CfnImageVersion(new NestedStack(new Stack(stage, 'Images'), 'Nested'), 'Version', { imageName: 'ds', baseImage: OLD });
      return stage;
    });
    Validations.of(one!).addPlugins(validation({ failOn: FailOn.NEVER }));
    app.synth();
    const text = printed.mock.calls.flat().join('\n');
    expect(text).toContain(`${one!.node.path}/Images/Nested/Version`);
    expect(text).not.toContain(`${other!.node.path}/Images`);
    expect(text).not.toContain('was not looked at');
  });

  it.each([
    ['is damaged', '{'],
    ['is no object', '[]'],
    ['is too deep', `{"Resources":{"D":{"Type":"AWS::SageMaker::Domain","Properties":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}}`],
  ])('of which one %s: that is said, and the others are read', (_, content) => {
    const damaged = policyFile(content);
    const { success, violations } = reportOn((app) => void new CfnImageVersion(new Stack(app, 'Stack'), 'Version', { imageName: 'ds', baseImage: OLD }), {}, (context) => ({
      ...context, stackTemplates: [{ ...context.stackTemplates[0]!, templatePath: damaged }, ...context.stackTemplates],
    }));
    expect(success).toBe(false);
    expect(said(violations)).toEqual([['EndOfSupport', 'error'], ['TemplateNotRead', 'warning']]);
    expect(violations[1]).toMatchObject({ violatingResources: [{ templatePath: damaged }], description: expect.stringContaining(`'${damaged}' was not looked at: `) });
  });

  it('with members that are not what they should be are read as far as they go', () => {
    const path = policyFile({
      Resources: {
        A: null, B: { Type: 3 }, C: { Type: 'AWS::SageMaker::ImageVersion' }, D: { Type: 'AWS::SageMaker::Domain', Properties: [] },
        E: { Type: 'AWS::SageMaker::ImageVersion', Properties: { BaseImage: OLD, ImageName: { Ref: 'E' } } }, 'Fn::ForEach::x': ['y'],
        F: { Type: 'AWS::SageMaker::Space', Properties: { SageMakerImageVersionArn: { 'Fn::GetAtt': [3] }, X: { ImageName: 3, AppImageConfigName: {} } } },
        G: { Type: 'AWS::SageMaker::App', Properties: { ResourceSpec: { SageMakerImageArn: { 'Fn::ImportValue': 'x' } } } },
      },
      Outputs: { A: null, B: { Export: { Name: 'x' }, Value: { 'Fn::GetAtt': 'E.ImageVersionArn' } }, C: { Export: {} } },
    });
    const { violations } = reportOn((app) => void new Stack(app, 'Stack'), {}, (context) => ({
      ...context, stackTemplates: [{ ...context.stackTemplates[0]!, templatePath: path }],
    }));
    expect(violations.map((violation) => [violation.ruleName, ...places(violation)])).toEqual([
      ['NotJudged', 'C Properties.BaseImage'],
      ['EndOfSupport', 'E Properties.BaseImage', 'G Properties.ResourceSpec'],
      ['NotJudged', 'F Properties'],
      ['NotJudged', 'F Properties.X'],
    ]);
  });

  it('without any image are fine', () => {
    expect(reportOnStack((stack) => void new Bucket(stack, 'Bucket'))).toMatchObject({ success: true, violations: [] });
  });
});

describe('failOn', () => {
  it('is no text', () => {
    const fromJavaScript: object = { failOn: 'HIGH' };
    expect(() => new ImageSupportValidation(fromJavaScript)).toThrow("'failOn' must be one of FailOn's members such as FailOn.HIGH, got: \"HIGH\"");
  });

  const bases = { gone: '1.0.3', ended: '2.3.1', soon: '2.9.1', undated: '2.11.0' };
  const severities = (failOn?: FailOn): readonly (string | undefined)[] => {
    const report = reportOnStack((stack) => {
      for (const [id, version] of Object.entries(bases)) new CfnImageVersion(stack, id, { imageName: id, baseImage: `${GALLERY}:${version}-cpu` });
    }, failOn && { failOn });
    expect(report.success).toBe(!report.violations.some(({ severity }) => severity === 'error'));
    return report.violations.map(({ severity }) => severity);
  };

  it.each<[string, FailOn | undefined, string[]]>([
    ['CRITICAL', FailOn.CRITICAL, ['error', 'warning', 'warning', 'info']],
    ['HIGH', FailOn.HIGH, ['error', 'error', 'warning', 'info']],
    ['MEDIUM', FailOn.MEDIUM, ['error', 'error', 'error', 'info']],
    ['LOW', FailOn.LOW, ['error', 'error', 'error', 'error']],
    ['NEVER', FailOn.NEVER, ['warning', 'warning', 'warning', 'info']],
    ['left out', undefined, ['error', 'error', 'warning', 'info']],
  ])('%s', (_, failOn, expected) => {
    expect(severities(failOn)).toEqual(expected);
  });
});

describe('noticePeriods', () => {
  it.each<[number[], Said[]]>([
    [[90, 30, 7], [['Expiring', 'warning']]],
    [[30], [['Expiring', 'error']]],
    [[29], []],
  ])('%p decide what expires, and what weighs most', (days, expected) => {
    expect(said(reportOnBase(`${GALLERY}:2.9.1-cpu`, { noticePeriods: days.map((each) => Duration.days(each)) }).violations)).toEqual(expected);
  });
});

describe('policies', () => {
  it('are those that came with the library, with the day on which they were read', () => {
    const shipped = shippedPolicy('sagemaker-distribution')!;
    const { metadata, violations: [violation] } = reportOnBase(OLD, { policyFiles: [], asOf: shipped.retrievedAt });
    expect(violation?.description).toContain(`Policy of sagemaker-distribution: came with this library, read on ${shipped.retrievedAt}, today.`);
    expect(Object.keys(metadata ?? {})).toEqual(['asOf', 'noticePeriods', 'failOn', ...shippedPolicies().map(({ family }) => `policy ${family}`)]);
  });

  it('stand in every report, also where there is nothing else to say', () => {
    const { metadata } = reportOnStack(() => undefined);
    expect(metadata).toMatchObject({
      'asOf': TODAY, 'noticePeriods': '90, 30, 7', 'failOn': 'HIGH',
      'policy sagemaker-distribution': expect.stringMatching(new RegExp(`^from '.*', read on ${READ_ON}, 14 days ago$`)),
    });
  });

  it.each<[string, object, string, RegExp | undefined]>([
    ['30 days', { retrievedAt: '2026-05-16' }, 'read on 2026-05-16, 30 days ago.', undefined],
    ['31 days', { retrievedAt: '2026-05-15T23:00:00Z' }, 'read on 2026-05-15, 31 days ago; stale, its dates may have moved since.', /^'Version' is supported by an old policy\. .* 31 days ago; stale/],
    ['of a later day than it is asked for', { retrievedAt: '2026-06-20' }, 'read on 2026-06-20.', undefined],
    ['not known', { retrievedAt: undefined }, "does not say when it was read (add 'retrievedAt' to it); stale", /^'Version' is supported by an old policy/],
  ])('of an age that is %s say so', (_, change, ending, stale) => {
    const props: ImageSupportValidationProps = { policyFiles: [policyFile({ ...VENDOR_POLICY, ...change })] };
    expect(reportOnBase(OLD, props).violations).toMatchObject([{ ruleName: 'EndOfSupport', description: expect.stringContaining(ending) }]);
    const supported = reportOnBase(`${GALLERY}:3.0.1-cpu`, props);
    expect(supported.success).toBe(true);
    expect(supported.violations).toMatchObject(stale ? [{ ruleName: 'StalePolicy', severity: 'info', description: expect.stringMatching(stale) }] : []);
  });

  it('that are old are mentioned once, with all that they were asked for', () => {
    const { violations } = reportOnStack((stack) => {
      for (const id of ['One', 'Two']) new CfnImageVersion(stack, id, { imageName: id, baseImage: `${GALLERY}:3.0.1-cpu` });
    }, { asOf: '2026-08-01' });
    expect(violations.map(({ description }) => description)).toEqual([expect.stringMatching(/^'One', 'Two' are supported by an old policy\. /)]);
  });

  it('of a team date its own images', () => {
    const props = { policyFiles: [policyFile(VENDOR_POLICY), policyFile(TEAM_POLICY)] };
    expect(reportOnBase(`${TEAM_REPOSITORY}:2026.1`, props).violations).toMatchObject([{
      ruleName: 'EndOfSupport', severity: 'error', fix: `Move to 2026.2, supported until 2026-12-31: FROM ${TEAM_REPOSITORY}:2026.2`,
      description: expect.stringMatching(/is acme-base 2026\.1, whose support ended on 2026-03-31, 76 days ago\. Policy of acme-base: from '.*', as it is now\.$/),
    }]);
    expect(reportOnBase(`${TEAM_REPOSITORY}:2026.2`, props).violations).toEqual([]);
  });

  it('of a team know its repository by pseudo parameters where the stack has an environment, and ask for one where it has not', () => {
    const props = { policyFiles: [policyFile(TEAM_POLICY)] };
    const reference = `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/platform/base:2026.1`;
    const withAddress = (stack: object): PolicyViolation | undefined => reportOnStack((scope) => void new CfnImageVersion(scope, 'Version', {
      imageName: 'ds', baseImage: Fn.sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/platform/base:2026.1'),
    }), props, stack).violations[0];
    expect(withAddress(ENVIRONMENT)?.ruleName).toBe('EndOfSupport');
    expect(withAddress({})).toMatchObject({ ruleName: 'NotJudged', description: expect.stringContaining("has no account and Region ('env')") });
    expect(reportOnBase(reference, props, ENVIRONMENT).violations[0]?.ruleName).toBe('EndOfSupport');
  });
});

describe('today', () => {
  afterEach(() => jest.useRealTimers());

  it('is the day of the synthesis, in UTC, where none is given', () => {
    const plugin = new ImageSupportValidation();
    jest.useFakeTimers({ now: new Date('2026-06-15T23:30:00-05:00'), doNotFake: ['nextTick', 'setImmediate'] });
    expect(plugin.validate({ templatePaths: [], stackTemplates: [], appConstruct: new App({ outdir: testApp().outdir }) }).metadata).toMatchObject({ asOf: '2026-06-16' });
  });
});

describe('with the framework', () => {
  const appWith = (version: string): { app: App; image: CfnImageVersion } => {
    const app = testApp();
    return { app, image: new CfnImageVersion(new Stack(app, 'Stack'), 'Version', { imageName: 'ds', baseImage: `${GALLERY}:${version}-cpu` }) };
  };

  it('an error fails the synthesis, with the construct and what to do', () => {
    const { app } = appWith('2.3.1');
    Validations.of(app).addPlugins(validation());
    expect(() => app.synth()).toThrow(/ERROR '.*2\.3\.1-cpu' is sagemaker-distribution[\s\S]*Stack\/Version \(Version\)[\s\S]*Suggested fix: Move to 2\.9/);
  });

  it('a warning is printed and fails nothing', () => {
    const { app } = appWith('2.9.1');
    Validations.of(app).addPlugins(validation());
    expect(() => app.synth()).not.toThrow();
    expect(printed.mock.calls.flat().join('\n')).toContain("is sagemaker-distribution 2.9.1 (cpu), whose support ends on 2026-07-15, in 30 days.");
  });

  it('an error that is acknowledged fails nothing', () => {
    const { app, image } = appWith('2.3.1');
    Validations.of(app).addPlugins(validation());
    Validations.of(image).acknowledge({ id: 'ImageSupport::EndOfSupport', reason: 'It is switched off next week.' });
    expect(() => app.synth()).not.toThrow();
  });

  it('an old policy is acknowledged for the whole app', () => {
    const { app } = appWith('3.0.1');
    Validations.of(app).addPlugins(validation({ asOf: '2026-08-01' }));
    Validations.of(app).acknowledge({ id: 'ImageSupport::StalePolicy', reason: 'A monitor reads the policy each day.' });
    app.synth();
    expect(printed).not.toHaveBeenCalled();
  });

  it('it stands beside other plugins, and each has its say', () => {
    const { app } = appWith('2.3.1');
    new Bucket(Stack.of(app.node.findChild('Stack')), 'Bucket');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), validation());
    let message = '';
    try {
      app.synth();
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/AwsSolutions-S1/);
    expect(message).toMatch(/ImageSupport::EndOfSupport/);
  });

  it('all rules that it can break are told beforehand', () => {
    expect(validation()).toMatchObject({
      name: 'ImageSupport',
      ruleIds: ['Expiring', 'EndOfSupport', 'EndOfAvailability', 'NoDatePublished', 'NotInPolicyYet', 'NotInPolicy', 'NotJudged', 'StalePolicy', 'TemplateNotRead'],
    });
  });
});

describe('nonsense', () => {
  const unreadable = '/nowhere/policy.json';
  it.each<[string, () => ImageSupportValidationProps, RegExp]>([
    ['a day that is none', () => ({ asOf: '2026-02-30' }), /^'asOf' must be a day, written as YYYY-MM-DD, got: '2026-02-30'$/],
    ['a notice period of hours', () => ({ noticePeriods: [Duration.hours(36)] }), /^'noticePeriods' must be whole days, got: 36 hours$/],
    ['no notice period', () => ({ noticePeriods: [] }), /^'noticePeriods' must name at least one period/],
    ['a notice period that is known at deployment only', () => ({ noticePeriods: [Duration.days(Lazy.number({ produce: () => 3 }))] }), /^'noticePeriods' must be known at synthesis/],
    ['a policy file that is not there', () => ({ policyFiles: [unreadable] }), /^'policyFiles' must be files that can be read, got: '\/nowhere\/policy\.json': ENOENT/],
    ['a policy file that is none', () => ({ policyFiles: [policyFile('# Markdown')] }), /' of 'policyFiles' must be a policy without errors .*not-a-policy/s],
    ['a policy with an error', () => ({ policyFiles: [policyFile({ ...TEAM_POLICY, releases: [{ version: '1', eolFrom: 'soon' }] })] }), /unparsable-date/],
    ['two policies of one family', () => ({ policyFiles: [policyFile(TEAM_POLICY), policyFile(TEAM_POLICY)] }), /^'policyFiles' must have one file for each family of images, got: 'acme-base' more than once$/],
    ['a policy that was read on no day', () => ({ policyFiles: [policyFile({ ...VENDOR_POLICY, retrievedAt: 'lately' })] }), /^'retrievedAt' of '.*' must be the day .* got: "lately"$/],
  ])('is refused: %s', (_, props, message) => {
    expect(() => new ImageSupportValidation(props())).toThrow(message);
  });

  it('is not what the command line prints of a policy', () => {
    const path = policyFile('');
    writeFileSync(path, JSON.stringify(shippedPolicy('sagemaker-distribution')));
    const retrievedAt = shippedPolicy('sagemaker-distribution')!.retrievedAt;
    expect(reportOnBase(OLD, { policyFiles: [path], asOf: retrievedAt }).violations[0]?.description).toContain(`from '${path}', read on ${retrievedAt}, today.`);
  });
});
