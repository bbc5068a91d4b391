import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type PolicyValidationPluginReport } from 'aws-cdk-lib';
import fc from 'fast-check';
import { FailOn } from '../../lib/image-support-validation';
import { GALLERY, validation } from '../lib/support/validation';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));
const templatePath = join(folder, 'Stack.template.json');
const plugin = validation({ failOn: FailOn.LOW });
const appConstruct = new App({ outdir: folder });

function reportOn(template: unknown): PolicyValidationPluginReport {
  writeFileSync(templatePath, JSON.stringify(template));
  const stack = { stackConstructPath: 'Stack', templatePath, accountId: undefined, region: undefined };
  return plugin.validate({ templatePaths: [templatePath], stackTemplates: [stack], appConstruct });
}

const ids = ['One', 'Two', 'Three'];
const text = fc.constantFrom(
  '', 'ds', 'None', 'x:y', `${GALLERY}:2.3-cpu`, `${GALLERY}:3.0.1-cpu`, '${AWS::Region}', '${One}', '${!One', 'AWS::AccountId', 'AWS::NoValue', ...ids,
  'arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu', 'arn:aws:sagemaker:us-east-1:000000000000:image-version/ds/1',
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text, text, fc.jsonValue({ maxDepth: 2 }), fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(
      'Ref', 'Fn::Join', 'Fn::Sub', 'Fn::GetAtt', 'Fn::ImportValue', 'BaseImage', 'ImageName', 'AppImageConfigName', 'ImageVersionNumber', 'SageMakerImageArn',
      'SageMakerImageVersionArn', 'SageMakerImageVersionAlias', '__proto__',
    ), tie('value'), { maxKeys: 4 }),
  ),
}));
const type = fc.constantFrom('ImageVersion', 'ImageVersion', 'Image', 'Domain', 'UserProfile', 'Space', 'App').map((name) => `AWS::SageMaker::${name}`);
const resource = fc.record({ Type: type, Properties: fc.oneof(value, fc.record({ BaseImage: value, ImageName: value }, { requiredKeys: [] })) }, { requiredKeys: ['Type'] });
const output = fc.record({ Value: value, Export: fc.record({ Name: value }) });
const template = fc.record({
  Resources: fc.dictionary(fc.constantFrom(...ids), resource), Outputs: fc.dictionary(fc.constantFrom(...ids), fc.oneof(output, value)),
});

it('total: no JSON makes it throw, and what it reports, it can be found by', () => {
  fc.assert(fc.property(fc.oneof(template, fc.jsonValue()), (any) => {
    const { success, violations } = reportOn(any);
    expect(success).toBe(!violations.some(({ severity }) => severity === 'error'));
    for (const { ruleName, description, violatingResources } of violations) {
      expect(plugin.ruleIds).toContain(ruleName);
      expect(description).toMatch(/\.$/);
      expect(violatingResources).not.toEqual([]);
    }
  }), { numRuns: 300 });
});

it('no false comfort: an image version of which nothing is said has a base that is proven and supported', () => {
  fc.assert(fc.property(template, (any) => {
    const { violations } = reportOn(any);
    const named = violations.flatMap(({ violatingResources }) => violatingResources.map(({ resourceLogicalId }) => resourceLogicalId));
    for (const [id, { Type, Properties }] of Object.entries(any.Resources)) {
      if (Type !== 'AWS::SageMaker::ImageVersion' || named.includes(id)) continue;
      expect(JSON.stringify(Properties)).toContain(`${GALLERY}:3.0.1-cpu`);
    }
  }), { numRuns: 300 });
});
