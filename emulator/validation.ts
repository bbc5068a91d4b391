import type { Fault, FaultKind, FaultScope } from './fault';
import {
  IMAGE_STATUSES, IMAGE_VERSION_STATUSES, JOB_TYPES, PROCESSORS, REGISTRY_IMAGE_STATUSES, VENDOR_GUIDANCES,
  type Fleet, type FleetAccount, type FleetImage, type FleetImageVersion, type FleetPullThroughCacheRule,
  type FleetRegion, type FleetRegistryImage, type FleetRepository, type FleetScan, type ImageConfig,
} from './fleet';
import {
  allOf, amount, flag, instant, isRecord, listOf, mapOf, objectOf, oneOf, text, textLike, wholeNumber, type Rule,
} from './rules';
import { domains } from './studio-validation';
import type { Rate, Throttling } from './throttle';

const ACCOUNT_ID = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d$/;
/** Of the SageMaker model. */
export const IMAGE_NAME = /^[a-zA-Z0-9]([-.]?[a-zA-Z0-9]){0,62}$/;
/** Of the ECR model. */
export const REPOSITORY_NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
/** Of the OCI distribution specification. */
export const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** Of the SageMaker model. */
const ALIAS = /^(?![.-])[\w.-]{1,128}$/;

const accountId = textLike(ACCOUNT_ID, 'an account id of 12 digits');
const region = textLike(REGION, 'a Region name such as us-east-1');
const repositoryName = textLike(REPOSITORY_NAME, 'a repository name in lower case', 256);
const imageName = textLike(IMAGE_NAME, 'an image name of at most 63 letters, digits, dots and hyphens');
const texts = mapOf(text);
const byMember = (name: string, fold = (value: unknown) => value) => ({
  name,
  of: (entry: unknown) => (isRecord(entry) ? fold(entry[name]) : undefined),
});
const lowerCase = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** An alias or tag names one thing only. */
function distinct(listName: string, owner: string): Rule {
  return (value, path, problems) => {
    const seen = new Set<unknown>();
    for (const [index, entry] of Array.isArray(value) ? value.entries() : []) {
      const names: unknown = isRecord(entry) ? entry[listName] : undefined;
      for (const name of Array.isArray(names) ? names : []) {
        if (seen.has(name)) problems.push(`'${path}[${index}].${listName}' must name each ${owner} once, got: ${JSON.stringify(name)}`);
        seen.add(name);
      }
    }
  };
}

const imageVersion = objectOf<FleetImageVersion>({
  version: wholeNumber(0),
  baseImage: textLike(/^[\s\S]*$/, 'text of at most 255 characters', 255),
  containerImage: textLike(/^[\s\S]*$/, 'text of at most 255 characters', 255),
  status: oneOf(IMAGE_VERSION_STATUSES),
  failureReason: text,
  created: instant,
  modified: instant,
  aliases: listOf(textLike(ALIAS, 'an alias')),
  vendorGuidance: oneOf(VENDOR_GUIDANCES),
  jobType: oneOf(JOB_TYPES),
  mlFramework: text,
  programmingLang: text,
  processor: oneOf(PROCESSORS),
  horovod: flag,
  releaseNotes: text,
}, ['version', 'baseImage']);

const image = objectOf<FleetImage>({
  name: imageName,
  displayName: text,
  description: text,
  tags: texts,
  status: oneOf(IMAGE_STATUSES),
  failureReason: text,
  created: instant,
  modified: instant,
  versions: allOf(listOf(imageVersion, byMember('version')), distinct('aliases', 'version')),
}, ['name', 'versions']);

const imageConfig = objectOf<ImageConfig>({
  labels: texts,
  env: listOf(textLike(/^[^=]+=/, 'KEY=value')),
  history: listOf(text),
  diffIds: listOf(textLike(/^sha256:[0-9a-f]{64}$/, 'a sha256 digest')),
  user: text,
  workingDir: text,
}, []);

const attestationNeedsIndex: Rule = (value, path, problems) => {
  if (isRecord(value) && value['attestation'] !== undefined && value['platforms'] === undefined) {
    problems.push(`'${path}.platforms' must be given beside 'attestation': only an index has attestation manifests`);
  }
};

const registryImage = allOf(objectOf<FleetRegistryImage>({
  tags: listOf(textLike(TAG, 'a tag')),
  config: imageConfig,
  platforms: listOf(textLike(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'os/architecture')),
  attestation: objectOf<NonNullable<FleetRegistryImage['attestation']>>({ materials: listOf(text) }, []),
  annotations: texts,
  indexAnnotations: texts,
  format: oneOf(['docker', 'oci']),
  status: oneOf(REGISTRY_IMAGE_STATUSES),
  pushed: instant,
  scan: objectOf<FleetScan>({ counts: mapOf(wholeNumber(0)), completed: instant }, ['counts']),
}, ['config']), attestationNeedsIndex);

const repository = objectOf<FleetRepository>({
  name: repositoryName,
  images: allOf(listOf(registryImage), distinct('tags', 'image')),
  created: instant,
}, ['name', 'images']);

const cacheRule = objectOf<FleetPullThroughCacheRule>({
  ecrRepositoryPrefix: text,
  upstreamRegistryUrl: text,
  upstreamRegistry: text,
  upstreamRepositoryPrefix: text,
}, ['ecrRepositoryPrefix', 'upstreamRegistryUrl']);

const FAULT_KINDS: Readonly<Record<FaultKind, true>> = {
  'deny': true, 'error': true, 'throttle': true, 'server-error': true, 'region-disabled': true, 'stall': true, 'abort': true,
  'empty-page': true, 'short-page': true, 'repeat-token': true, 'delete-after-list': true,
  'batch-failure': true, 'kms': true, 'invalid-manifest': true,
  'corrupt-blob': true, 'oversized-blob': true, 'missing-blob': true,
};

type AllMembers<T> = T extends unknown ? keyof T : never;
type FaultMembers = FaultScope & { readonly [K in Exclude<AllMembers<Fault>, keyof FaultScope>]?: unknown };

const faultMembers = objectOf<FaultMembers>({
  kind: oneOf(Object.keys(FAULT_KINDS)),
  service: oneOf(['sagemaker', 'ecr', 'sts', 'blob']),
  operation: text,
  accountId,
  region,
  resource: text,
  version: wholeNumber(0),
  image: text,
  times: wholeNumber(1),
  after: wholeNumber(0),
  code: text,
  message: text,
  status: wholeNumber(400),
  milliseconds: wholeNumber(0),
  size: wholeNumber(1),
  reason: text,
  bytes: wholeNumber(1),
  chunked: flag,
}, ['kind']);

const NEEDED: Readonly<Record<string, string>> = { 'error': 'code', 'short-page': 'size', 'batch-failure': 'code' };
const faultNeeds: Rule = (value, path, problems) => {
  const member = isRecord(value) ? NEEDED[String(value['kind'])] : undefined;
  if (isRecord(value) && member && value[member] === undefined) {
    problems.push(`'${path}.${member}' must be given for a fault of kind '${String(value['kind'])}': it is missing`);
  }
};
const fault = allOf(faultMembers, faultNeeds);

const rate = objectOf<Rate>({ perSecond: amount, burst: wholeNumber(1) }, ['perSecond']);

const fleetRegion = objectOf<FleetRegion>({
  images: listOf(image, byMember('name', lowerCase)),
  repositories: listOf(repository, byMember('name')),
  pullThroughCacheRules: listOf(cacheRule, byMember('ecrRepositoryPrefix')),
  domains,
}, []);

const knownDefaultAccount: Rule = (value, _path, problems) => {
  const id = isRecord(value) ? value['defaultAccountId'] : undefined;
  const accounts = isRecord(value) ? value['accounts'] : undefined;
  if (typeof id === 'string' && isRecord(accounts) && accounts[id] === undefined) {
    problems.push(`'defaultAccountId' must be an account of 'accounts', got: ${JSON.stringify(id)}`);
  }
};

const noEmptyAccounts: Rule = (value, path, problems) => {
  if (isRecord(value) && Object.keys(value).length === 0) problems.push(`'${path}' must have at least one account, got: {}`);
};

const fleet = allOf(objectOf<Fleet>({
  description: text,
  accounts: allOf(mapOf(objectOf<FleetAccount>({
    regions: mapOf(fleetRegion, { pattern: REGION, rule: 'a Region name such as us-east-1' }),
  }, ['regions']), { pattern: ACCOUNT_ID, rule: 'an account id of 12 digits' }), noEmptyAccounts),
  defaultAccountId: accountId,
  defaultRegion: region,
  faults: listOf(fault),
  throttling: objectOf<Throttling>({ list: rate, describe: rate, registry: rate }, []),
  latencyMilliseconds: wholeNumber(0),
}, ['accounts']), knownDefaultAccount);

/** A fleet document breaks its rules; the message has one line for each place. */
export class InvalidFleet extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The fleet can't be served:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidFleet';
  }
}

/** The document as a fleet. Throws InvalidFleet with every place that breaks a rule. */
export function parseFleet(document: unknown): Fleet {
  if (isFleet(document)) return document;
  throw new InvalidFleet(problemsOf(document));
}

function problemsOf(document: unknown): readonly string[] {
  const problems: string[] = [];
  fleet(document, '', problems);
  return problems;
}

function isFleet(document: unknown): document is Fleet {
  return problemsOf(document).length === 0;
}
