import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { Finding } from '../../../lib/core/finding';
import { omit } from '../../../lib/core/omit';
import type { CustomImage, ImageUser, ResourceSpec, UsedSpec } from '../../../lib/core/usage';
import { settingHint, shellWord } from '../../../lib/core/usage-commands';
import { UsageHints } from '../../../lib/core/usage-hints';
import { usedSpec } from '../../../lib/core/usage-users';
import { finding as plain } from '../../lambda/publishing/findings-fixture';

const OWN = 'arn:aws:sagemaker:eu-west-1:111122223333';
const version = (number: number, rest: Partial<Finding> = {}) => plain({ imageName: 'ds', version: number, ...rest });
const ended = version(4, { status: 'END_OF_SUPPORT' });
const good = version(7);
const SUCCESSOR = { version: '4.4', uri: 'public.ecr.aws/x:4.4-cpu', step: 'major' as const, endOfSupport: null };

const DOMAIN: ImageUser = { kind: 'domain', domainId: 'd-1', appType: 'JupyterLab' };
const APP: ImageUser = { kind: 'app', domainId: 'd-1', spaceName: 'lab', appType: 'JupyterLab', appName: 'default' };
const OLD: ResourceSpec = { imageArn: `${OWN}:image/ds`, imageVersionArn: `${OWN}:image-version/ds/4`, instanceType: 'ml.t3.medium' };
const used = (by: ImageUser, spec: ResourceSpec = {}, customImage?: CustomImage): UsedSpec =>
  usedSpec({ by, spec, ...(customImage && { customImage }) });
const offered = (imageName: string, number: number, by = DOMAIN) => used(by, {}, { imageName, appImageConfigName: 'c', version: number });

const REGION = '--region eu-west-1';
interface Given {
  readonly others?: readonly UsedSpec[];
  readonly findings?: readonly Finding[];
  readonly alias?: string;
}
const hints = (uses: readonly UsedSpec[], { others = [], findings = [ended, good], alias }: Given = {}) =>
  new UsageHints([...others, ...uses], findings)
    .ofVersion(ended, uses.map((seen) => ({ seen, floating: false, ...(alias !== undefined && { alias }) })));
const commands = (...args: Parameters<typeof hints>) => hints(...args).map(({ command }) => command);

describe('a version of the own', () => {
  it('offered by a domain: the whole list again, with the newest supported version', () => {
    const shown = hints([offered('ds', 4)], { others: [offered('gpu', 2), used(DOMAIN, { imageArn: `${OWN}:image/gpu` }), offered('x', 1, { ...DOMAIN, appType: 'CodeEditor' })] });

    expect(shown).toEqual([{
      what: "settings of domain d-1 for JupyterLab: version 7 of 'ds'",
      command: `aws sagemaker update-domain --domain-id d-1 --default-user-settings '{"JupyterLabAppSettings":{"DefaultResourceSpec":{"SageMakerImageArn":"${OWN}:image/gpu"},`
        + `"CustomImages":[{"ImageName":"gpu","ImageVersionNumber":2,"AppImageConfigName":"c"},{"ImageName":"ds","ImageVersionNumber":7,"AppImageConfigName":"c"}]}}' ${REGION}`,
      cdk: 'CfnDomain defaultUserSettings.jupyterLabAppSettings.customImages',
    }]);
  });

  it.each<[string, UsedSpec, string]>([
    ['a domain, for shared spaces', used({ ...DOMAIN, inSharedSpaces: true }, OLD), 'aws sagemaker update-domain --domain-id d-1 --default-space-settings '],
    ['a user profile', used({ kind: 'user-profile', domainId: 'd-1', userProfileName: 'ana', appType: 'JupyterLab' }, OLD), 'aws sagemaker update-user-profile --domain-id d-1 --user-profile-name ana --user-settings '],
    ['a space', used({ kind: 'space', domainId: 'd-1', spaceName: 'lab', appType: 'JupyterLab' }, OLD), 'aws sagemaker update-space --domain-id d-1 --space-name lab --space-settings '],
  ])('started by %s: the spec with all that it says beside the image', (_, seen, start) => {
    const spec = `{"SageMakerImageArn":"arn:aws:sagemaker:eu-west-1:111122223333:image/ds","SageMakerImageVersionArn":"${good.imageVersionArn}","InstanceType":"ml.t3.medium"}`;

    expect(commands([seen])).toEqual([`${start}'{"JupyterLabAppSettings":{"DefaultResourceSpec":${spec}}}' ${REGION}`]);
  });

  it('run in a space: the space first, which would start it again, then the app', () => {
    expect(commands([used(APP, OLD)])).toEqual([
      expect.stringContaining('aws sagemaker update-space --domain-id d-1 --space-name lab --space-settings '),
      `aws sagemaker delete-app --domain-id d-1 --space-name lab --app-type JupyterLab --app-name default ${REGION}`,
    ]);
  });

  it('run in a space that names another image already: the app alone', () => {
    const space = used({ kind: 'space', domainId: 'd-1', spaceName: 'lab', appType: 'JupyterLab' }, { imageArn: `${OWN}:image/gpu` });

    expect(commands([used(APP, OLD)], { others: [space] })).toEqual([expect.stringContaining('delete-app')]);
  });

  it('run for a user profile: its app', () => {
    expect(commands([used({ ...omit(APP, 'spaceName'), userProfileName: 'ana' }, OLD)])).toEqual([
      `aws sagemaker delete-app --domain-id d-1 --user-profile-name ana --app-type JupyterLab --app-name default ${REGION}`,
    ]);
  });

  it('named by an alias: the alias moves, and no setting has to', () => {
    expect(commands([used(DOMAIN, { imageArn: `${OWN}:image/ds`, imageVersionAlias: 'stable' })], { alias: 'stable' })).toEqual([
      `aws sagemaker update-image-version --image-name ds --version 4 --aliases-to-delete stable ${REGION} && `
      + `aws sagemaker update-image-version --image-name ds --version 7 --aliases-to-add stable ${REGION}`,
    ]);
  });

  it('where the new version is offered already: once', () => {
    expect(commands([offered('ds', 4)], { others: [offered('ds', 7)] })[0]).toContain('"CustomImages":[{"ImageName":"ds","ImageVersionNumber":7,"AppImageConfigName":"c"}]');
  });

  it('without a supported version: to build one', () => {
    const [hint, ...others] = new UsageHints([], [ended]).ofVersion({ ...ended, successor: SUCCESSOR }, [{ seen: offered('ds', 4), floating: false }]);

    expect(others).toEqual([]);
    expect(hint).toMatchObject({ what: expect.stringContaining('build it on 4.4'), command: `aws sagemaker create-image-version --image-name ds --base-image "$NEW_IMAGE" ${REGION}` });
  });

  it('that is supported, or that nobody uses: nothing', () => {
    const advice = new UsageHints([], [ended, good]);
    expect(advice.ofVersion(good, [{ seen: offered('ds', 7), floating: false }])).toEqual([]);
    expect(advice.ofVersion(ended, [])).toEqual([]);
  });

  it('takes no version of another image, and the newest of its own', () => {
    const findings = [ended, version(5), good, version(6), plain({ imageName: 'gpu', version: 9 }), version(8, { status: 'EXPIRING' })];
    expect(commands([offered('ds', 4)], { findings })[0]).toContain('"ImageVersionNumber":7');
  });

  it('with many users: five, a restart among them', () => {
    const spaces = Array.from({ length: 9 }, (_, index) => used({ ...APP, spaceName: `s${index}` }, OLD));
    const shown = commands(spaces);

    expect(shown.map((command) => command.split(' ')[2])).toEqual(['update-space', 'update-space', 'update-space', 'update-space', 'delete-app']);
  });

  it('in a list that is too long for a line: what shows it', () => {
    const others = Array.from({ length: 30 }, (_, index) => offered(`image-${index}`, 1));

    expect(commands([offered('ds', 4)], { others })).toEqual([`aws sagemaker describe-domain --domain-id d-1 ${REGION}`]);
  });
});

describe("AWS's own image", () => {
  const arn = 'arn:aws:sagemaker:eu-west-1:819792524951:image/sagemaker-distribution-cpu';
  const direct = plain({ imageName: 'sagemaker-distribution-cpu', image_arn: arn, status: 'END_OF_SUPPORT', successor: SUCCESSOR, directUse: { running: 0, attached: 1, examples: [] } });

  it('by the alias of its successor', () => {
    const seen = [used(DOMAIN, { imageArn: arn, imageVersionAlias: '2.3.1', lifecycleConfigArn: 'arn:lc' })];
    const spec = `{"SageMakerImageArn":"${arn}","SageMakerImageVersionAlias":"4.4","LifecycleConfigArn":"arn:lc"}`;

    expect(new UsageHints(seen, [direct]).ofDirectUse(direct, seen).map(({ command }) => command))
      .toEqual([`aws sagemaker update-domain --domain-id d-1 --default-user-settings '{"JupyterLabAppSettings":{"DefaultResourceSpec":${spec}}}' ${REGION}`]);
  });

  it('without a successor, or supported: nothing', () => {
    const seen = [used(DOMAIN, { imageArn: arn })];
    expect(new UsageHints(seen, []).ofDirectUse({ ...direct, successor: null }, seen)).toEqual([]);
    expect(new UsageHints(seen, []).ofDirectUse({ ...direct, status: 'SUPPORTED' }, seen)).toEqual([]);
  });
});

it('knows the settings that do not bear the name of their apps', () => {
  const { command, cdk } = settingHint('eu-west-1', '', { ...DOMAIN, appType: 'RSessionGateway' }, { customImages: [{ imageName: 'r' }] });
  expect([command, cdk]).toEqual([expect.stringContaining('{"RSessionAppSettings":{"CustomImages":[{"ImageName":"r"}]}}'), 'CfnDomain defaultUserSettings.rSessionAppSettings.customImages']);
});

it('quotes any text for a shell', () => {
  const words = fc.sample(fc.string({ unit: 'binary' }).filter((text) => !/[\0\p{Surrogate}]/u.test(text)), { numRuns: 200, seed: 1 });
  const texts = [...words, "it's", '$(touch x)', '`x`', 'a b', '', '-rf', '"', '\\', "'; rm -rf / #", 'a\nb'];
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`]).toString();

  expect(printed.split('\0').slice(0, -1)).toEqual(texts);
  expect(shellWord('d-abc/1.2:x')).toBe('d-abc/1.2:x');
});
