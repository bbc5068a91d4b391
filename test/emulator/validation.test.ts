import { fleet, image, repository } from '../../emulator/builders';
import { startEmulator } from '../../emulator/server';
import { InvalidFleet, parseFleet } from '../../emulator/validation';
import { pythonConfig } from '../../emulator/vendor-configs';

const at = (region: unknown, rest: object = {}) => ({ accounts: { '111122223333': { regions: { 'us-east-1': region } } }, ...rest });
const HERE = 'accounts.111122223333.regions.us-east-1';
const versions = (...members: object[]) => at({ images: [{ name: 'a', versions: members.map((each, index) => ({ version: index + 1, baseImage: 'x', ...each })) }] });
const domain = (members: object) => at({ domains: [{ id: 'd-a', ...members }] });
const images = (...members: object[]) => at({ repositories: [{ name: 'r', images: members.map((each) => ({ config: {}, ...each })) }] });

it.each([
  ['not an object', [], "'fleet' must be an object, got: []"],
  ['no accounts', {}, "'accounts' must be given: it is missing"],
  ['an empty one', { accounts: {} }, "'accounts' must have at least one account, got: {}"],
  ['an account id that is none', { accounts: { '12': { regions: {} } } }, "'accounts.12' must be named by an account id of 12 digits, got: \"12\""],
  ['a Region that is none', { accounts: { '111122223333': { regions: { Virginia: {} } } } }, "'accounts.111122223333.regions.Virginia' must be named by a Region name"],
  ['an unknown member', at({ imagez: [] }), `'${HERE}.imagez' must be one of the members images, repositories, pullThroughCacheRules, domains: there is no 'imagez' here`],
  ['a default account that is not there', at({}, { defaultAccountId: '999999999999' }), "'defaultAccountId' must be an account of 'accounts', got: \"999999999999\""],
  ['an image without versions', at({ images: [{ name: 'a' }] }), `'${HERE}.images[0].versions' must be given`],
  ['an image name that SageMaker refuses', at({ images: [{ name: 'a_b', versions: [] }] }), `'${HERE}.images[0].name' must be an image name`],
  ['names that differ only by case', at({ images: [{ name: 'A', versions: [] }, { name: 'a', versions: [] }] }), `'${HERE}.images[1].name' must be different from those before it, got: "a"`],
  ['a version twice', versions({ version: 1 }, { version: 1 }), `'${HERE}.images[0].versions[1].version' must be different from those before it, got: 1`],
  ['a version below 0', versions({ version: -1 }), "must be a whole number, 0 or more, got: -1"],
  ['a status that is none', versions({ status: 'DONE' }), "must be one of CREATING, CREATED, CREATE_FAILED, DELETING, DELETE_FAILED, got: \"DONE\""],
  ['an alias of two versions', versions({ aliases: ['x'] }, { aliases: ['x'] }), "versions[1].aliases' must name each version once, got: \"x\""],
  ['a text too long', versions({ baseImage: 'x'.repeat(256) }), 'must be text of at most 255 characters'],
  ['an instant that is none', versions({ created: '2026-02-31' }), 'must be an ISO instant such as 2026-01-31T00:00:00Z, got: "2026-02-31"'],
  ['a repository name in upper case', at({ repositories: [{ name: 'R', images: [] }] }), 'must be a repository name in lower case, got: "R"'],
  ['a tag of two images', images({ tags: ['t'] }, { tags: ['t'] }), "images[1].tags' must name each image once, got: \"t\""],
  ['a variable without a value', images({ config: { env: ['PATH'] } }), 'must be KEY=value, got: "PATH"'],
  ['a layer that is no digest', images({ config: { diffIds: ['sha256:1'] } }), 'must be a sha256 digest'],
  ['an attestation without platforms', images({ attestation: {} }), "images[0].platforms' must be given beside 'attestation'"],
  ['a domain id that is none', at({ domains: [{ id: 'studio' }] }), `'${HERE}.domains[0].id' must be a domain id such as d-abc123, got: "studio"`],
  ['a domain twice', at({ domains: [{ id: 'd-a' }, { id: 'd-a' }] }), `'${HERE}.domains[1].id' must be different from those before it`],
  ['a profile twice', domain({ userProfiles: [{ name: 'a' }, { name: 'a' }] }), 'userProfiles[1].name\' must be different'],
  ['a status of a domain that is none', domain({ status: 'Ready' }), 'domains[0].status\' must be one of'],
  ['an app of nobody', domain({ apps: [{ name: 'a', type: 'JupyterLab' }] }), "apps[0]' must have one of 'userProfile' and 'space'"],
  ['an app of two', domain({ apps: [{ name: 'a', type: 'JupyterLab', userProfile: 'a', space: 'b' }] }), "apps[0]' must have one of 'userProfile' and 'space'"],
  ['an app of a space that is not there', domain({ apps: [{ name: 'a', type: 'JupyterLab', space: 'b' }] }), "apps[0].space' must name one of the domain's, got: \"b\""],
  ['an app of a type that is none', domain({ apps: [{ name: 'a', type: 'Emacs', space: 'b' }] }), "apps[0].type' must be one of"],
  ['settings that the API does not have', domain({ defaultUserSettings: { Jupyter: {} } }), "domains[0].defaultUserSettings.Jupyter' must be a member that the SDK's model has"],
  ['a setting of the wrong type', domain({ userProfiles: [{ name: 'a', userSettings: { ExecutionRole: 1 } }] }), "userSettings.ExecutionRole' must be a string"],
  [
    'a spec with an ARN of something else', domain({ defaultSpaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: { SageMakerImageArn: 'sagemaker-distribution' } } } }),
    "DefaultResourceSpec.SageMakerImageArn' must satisfy regular expression",
  ],
  ['an alias that is none', domain({ spaces: [{ name: 's' }], apps: [{ name: 'a', type: 'JupyterLab', space: 's', resourceSpec: { SageMakerImageVersionAlias: '-' } }] }), "resourceSpec.SageMakerImageVersionAlias' must satisfy"],
  ['a fault of no kind', at({}, { faults: [{ kind: 'explode' }] }), "'faults[0].kind' must be one of deny, error,"],
  ['a fault without what its kind needs', at({}, { faults: [{ kind: 'short-page' }] }), "'faults[0].size' must be given for a fault of kind 'short-page'"],
  ['a rate below 0', at({}, { throttling: { list: { perSecond: -1 } } }), "'throttling.list.perSecond' must be a number, 0 or more, got: -1"],
])('refuses %s', (_title, document, message) => {
  expect(() => parseFleet(document)).toThrow(InvalidFleet);
  expect(() => parseFleet(document)).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
});

it('tells every place at once', () => {
  expect.assertions(1);
  try {
    parseFleet(at({ images: [{ name: '-', versions: [{ version: 'one' }] }] }));
  } catch (error) {
    expect(error).toMatchObject({ problems: [expect.stringContaining('.name'), expect.stringContaining('.baseImage'), expect.stringContaining('.version')] });
  }
});

it('accepts what the builders make, also after JSON', () => {
  const made = fleet({ images: [image('A-b', ['x', { baseImage: 'y', aliases: ['1.0'] }])], repositories: [repository('r/s', { t: pythonConfig() })], domains: [{ id: 'd-a', apps: [{ name: 'a', type: 'JupyterLab', space: 'gone', status: 'Deleted' }] }] }, {
    region: 'us-gov-west-1', faults: [{ kind: 'batch-failure', code: 'KmsError', times: 1 }], throttling: { list: { perSecond: 2 } },
  });
  expect(parseFleet(JSON.parse(JSON.stringify(made)))).toEqual(made);
});

it('does not start with a document that breaks a rule', async () => {
  await expect(startEmulator({ fleet: { accounts: {} } })).rejects.toThrow(InvalidFleet);
});
