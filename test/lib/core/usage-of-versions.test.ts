import type { FindingUsage } from '../../../lib/core/finding';
import type { ImageVersion } from '../../../lib/core/inventory';
import type { CustomImage, ImageUser, ResourceSpec, UsedSpec } from '../../../lib/core/usage';
import { usageColumn, UsageOfVersions } from '../../../lib/core/usage-of-versions';
import { usageText } from '../../../lib/core/usage-text';
import { usedSpec } from '../../../lib/core/usage-users';

const OWN = 'arn:aws:sagemaker:us-east-1:111122223333';
interface More {
  readonly aliases?: readonly string[];
  readonly status?: string;
}
const version = (imageName: string, number: number, rest: More = {}): ImageVersion => {
  const imageArn = `${OWN}:image/${imageName.toLowerCase()}`;
  const time = `2025-01-0${number}T00:00:00.000Z`;
  const listed = {
    imageArn, imageVersionArn: `${OWN}:image-version/${imageName.toLowerCase()}/${number}`, version: number, imageVersionStatus: rest.status ?? 'CREATED',
    creationTime: time, lastModifiedTime: time,
  };
  return {
    accountId: '111122223333', region: 'us-east-1', listed, aliases: rest.aliases ?? [], tags: {},
    image: { imageArn, imageName, imageStatus: 'CREATED', creationTime: time, lastModifiedTime: time },
  };
};
const VERSIONS = [
  version('DS-Notebook', 1, { aliases: ['old'] }), version('DS-Notebook', 2, { aliases: ['stable'] }), version('DS-Notebook', 3, { status: 'CREATE_FAILED' }),
  version('other', 1),
];

const APP: ImageUser = { kind: 'app', domainId: 'd-1', spaceName: 'lab', appType: 'JupyterLab', appName: 'default' };
const DOMAIN: ImageUser = { kind: 'domain', domainId: 'd-1', appType: 'JupyterLab' };
const runs = (spec: ResourceSpec, more: Partial<ImageUser> = {}): UsedSpec => usedSpec({ by: { ...APP, ...more }, spec });
const starts = (spec: ResourceSpec, by = DOMAIN): UsedSpec => usedSpec({ by, spec });
const offers = (customImage: CustomImage, by = DOMAIN): UsedSpec => usedSpec({ by, spec: {}, customImage });
const usageOf = (seen: readonly UsedSpec[], read: FindingUsage['read'] = 'full') => {
  const users = new UsageOfVersions(seen, VERSIONS, read);
  return VERSIONS.map((each) => users.usageOf(each));
};
const counts = (seen: readonly UsedSpec[]) => usageOf(seen).map(({ running, attached, floating }) => `${running}/${attached}/${floating}`);
const NOBODY = '0/0/0';

describe('which version is meant', () => {
  it.each<[string, UsedSpec, readonly string[]]>([
    ['an app by version ARN', runs({ imageVersionArn: `${OWN}:image-version/ds-notebook/1` }), ['1/0/0', NOBODY, NOBODY, NOBODY]],
    ['an ARN in capitals', runs({ imageVersionArn: `${OWN}:image-version/DS-Notebook/1` }), ['1/0/0', NOBODY, NOBODY, NOBODY]],
    ['a version ARN that rules over the image beside it', runs({ imageArn: `${OWN}:image/other`, imageVersionArn: `${OWN}:image-version/ds-notebook/1` }), ['1/0/0', NOBODY, NOBODY, NOBODY]],
    ['an alias', runs({ imageArn: `${OWN}:image/ds-notebook`, imageVersionAlias: 'old' }), ['1/0/0', NOBODY, NOBODY, NOBODY]],
    ['an app by image: the newest that was created', runs({ imageArn: `${OWN}:image/ds-notebook`, imageVersionArn: 'None' }), [NOBODY, '1/0/1', NOBODY, NOBODY]],
    ['an app by image that was started before there was a newer one', runs({ imageArn: `${OWN}:image/ds-notebook` }, { startedAt: '2025-01-01T12:00:00.000Z' }), ['1/0/1', NOBODY, NOBODY, NOBODY]],
    ['a default by version ARN', starts({ imageVersionArn: `${OWN}:image-version/ds-notebook/1` }), ['0/1/0', NOBODY, NOBODY, NOBODY]],
    ['a custom image by number', offers({ imageName: 'ds-notebook', version: 1 }), ['0/1/0', NOBODY, NOBODY, NOBODY]],
    ['a custom image without a number floats', offers({ imageName: 'DS-NOTEBOOK' }), [NOBODY, '0/1/1', NOBODY, NOBODY]],
    ['a version that failed, by number', offers({ imageName: 'ds-notebook', version: 3 }), [NOBODY, NOBODY, '0/1/0', NOBODY]],
    ['a version that was deleted', offers({ imageName: 'ds-notebook', version: 9 }), [NOBODY, NOBODY, NOBODY, NOBODY]],
    ['an image that is not watched', offers({ imageName: 'elsewhere' }), [NOBODY, NOBODY, NOBODY, NOBODY]],
    ['an image of the same name in another account', starts({ imageArn: `${OWN.replace('111122223333', '999988887777')}:image/ds-notebook` }), [NOBODY, NOBODY, NOBODY, NOBODY]],
    ['an image of the same name in another Region', starts({ imageArn: `${OWN.replace('us-east-1', 'eu-west-1')}:image/ds-notebook` }), [NOBODY, NOBODY, NOBODY, NOBODY]],
    ['an app without an image', runs({}), [NOBODY, NOBODY, NOBODY, NOBODY]],
  ])('%s', (_, seen, expected) => {
    expect(counts([seen])).toEqual(expected);
  });

  it('is not known where an alias is not: then nobody says that the image is unused', () => {
    const usage = usageOf([runs({ imageArn: `${OWN}:image/ds-notebook`, imageVersionAlias: 'unread' })]);

    expect(usage.map(({ read }) => read)).toEqual(['incomplete', 'incomplete', 'incomplete', 'full']);
    expect(usage.map(usageColumn)).toEqual(['not-read', 'not-read', 'not-read', 'unused']);
  });

  it('is nothing where there are no versions', () => {
    expect(new UsageOfVersions([runs({ imageArn: `${OWN}:image/x` })], [], 'full').usesOf(VERSIONS[0]!)).toEqual([]);
  });
});

it('counts a domain once, whatever it offers it to, and tells apps and settings apart', () => {
  const custom = { imageName: 'ds-notebook', version: 2 };
  const [, usage] = usageOf([
    offers(custom), offers(custom, { ...DOMAIN, appType: 'CodeEditor' }), starts({ imageVersionArn: `${OWN}:image-version/ds-notebook/2` }),
    offers(custom, { kind: 'user-profile', domainId: 'd-2', userProfileName: 'ana', appType: 'JupyterLab' }),
    runs({ imageVersionArn: `${OWN}:image-version/ds-notebook/2` }),
  ]);

  expect(usage).toEqual({
    attached: 2, running: 1, floating: 0, domains: ['d-1', 'd-2'], read: 'full',
    examples: [
      'app d-1/space lab/JupyterLab/default', 'custom image of domain d-1 for CodeEditor', 'custom image of domain d-1 for JupyterLab',
      'custom image of user profile d-2/ana for JupyterLab', 'default of domain d-1 for JupyterLab',
    ],
  });
});

describe('the column of the severity table', () => {
  const usage = (running: number, attached: number, read: FindingUsage['read']): FindingUsage => ({ running, attached, floating: 0, examples: [], domains: [], read });

  it.each<[FindingUsage | undefined, ReturnType<typeof usageColumn>]>([
    [undefined, 'not-read'],
    [usage(1, 1, 'full'), 'running'], [usage(1, 0, 'incomplete'), 'running'], [usage(1, 0, 'apps'), 'running'],
    [usage(0, 1, 'full'), 'attached'], [usage(0, 1, 'incomplete'), 'attached'],
    [usage(0, 0, 'full'), 'unused'],
    [usage(0, 0, 'incomplete'), 'not-read'], [usage(0, 0, 'apps'), 'not-read'], [usage(0, 0, 'apps-and-defaults'), 'not-read'],
  ])('%j: %s', (given, column) => {
    expect(usageColumn(given)).toBe(column);
  });
});

it.each<[Partial<FindingUsage>, string | undefined]>([
  [{}, undefined],
  [{ read: 'full' }, 'nobody'],
  [{ read: 'incomplete' }, undefined],
  [{ running: 2, examples: ['a', 'b'] }, '2 running apps (a, b)'],
  [{ running: 1, attached: 7, examples: ['a'], floating: 3 }, '1 running app and 7 settings, 3 of them by the newest version (a, …)'],
  [{ attached: 1, examples: ['a'], read: 'incomplete' }, '1 setting (a); not all could be read'],
])('in words: %j', (given, text) => {
  expect(usageText({ running: 0, attached: 0, floating: 0, examples: [], domains: [], read: 'apps', ...given })).toBe(text);
});
