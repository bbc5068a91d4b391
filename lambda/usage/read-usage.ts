import pMap from 'p-map';
import type { UsageRead } from '../../lib/core/finding';
import { ServiceError, type ServiceFailure } from '../../lib/core/service-failure';
import type { AppDefault, AppRecord, ImageUser, UsedSpec } from '../../lib/core/usage';
import { DEFAULT_USAGE_SCOPE, readsPart, type UsageScopeName } from '../../lib/core/usage-scope';
import { appPath, usedSpec } from '../../lib/core/usage-users';
import { readPages, uniqueBy, type Listing, type Page } from '../paging';
import type { ListedDomain, UsageCatalog } from './port';

export interface UsageOptions {
  readonly accountId: string;
  readonly region: string;
  readonly scope?: Exclude<UsageScopeName, 'none'>;
  /** What user profiles and spaces name, as earlier scans read it, by LastModifiedTime. Default: none. */
  readonly settings?: KnownSettings;
}

export interface KnownSettings {
  get(key: string): readonly AppDefault[] | undefined;
  set(key: string, settings: readonly AppDefault[]): unknown;
}

export interface ReadUsage {
  readonly seen: readonly UsedSpec[];
  /** By id; those of which there is a name. */
  readonly domainNames: ReadonlyMap<string, string>;
  readonly read: UsageRead;
  readonly failures: readonly ServiceFailure[];
}

/** Specs that were seen, and the calls that failed on the way: what was seen is good all the same. */
interface Seen {
  readonly specs: readonly UsedSpec[];
  readonly failures: readonly ServiceFailure[];
}

/** Whose settings are read, and how. */
interface Owner {
  readonly by: Omit<ImageUser, 'appType'>;
  /** Under what they are remembered; undefined where nothing tells whether they changed. */
  readonly key?: string;
  readonly describe: () => Promise<readonly AppDefault[]>;
}

/** An app in another state has ended, or is about to. */
const RUNNING: readonly string[] = ['InService', 'Pending'];
const DESCRIBE_CONCURRENCY = 10;

const EXTENT: Readonly<Record<Exclude<UsageScopeName, 'none'>, UsageRead>> = {
  apps: 'apps', defaults: 'apps-and-defaults', spaces: 'full',
};

/**
 * Which images are in use, and by whom. Apps are the live source, and one call lists a hundred of them; domains, user profiles and spaces
 * tell what the next apps may start with. Spaces need one call each and are read only where the scope says so.
 */
export async function readUsage(catalog: UsageCatalog, options: UsageOptions): Promise<ReadUsage> {
  const { scope = DEFAULT_USAGE_SCOPE } = options;
  const [apps, settings] = await Promise.all([
    readApps(catalog, options),
    readsPart(scope, 'defaults') ? readSettings(catalog, options) : undefined,
  ]);
  const failures = [...apps.failures, ...settings?.failures ?? []].filter((failure) => !isNotOffered(failure));
  return {
    seen: [...apps.specs, ...settings?.specs ?? []],
    domainNames: namesOf(settings?.domains ?? []),
    read: failures.length > 0 ? 'incomplete' : EXTENT[scope],
    failures,
  };
}

function namesOf(domains: readonly ListedDomain[]): ReadonlyMap<string, string> {
  return new Map(domains.flatMap(({ domainId, domainName }) => (domainName === undefined ? [] : [[domainId, domainName]])));
}

/** A Region that does not have the operation has no Studio, and nothing that could be in use there. */
function isNotOffered({ kind, message }: ServiceFailure): boolean {
  return kind === 'unavailable' && message.startsWith('UnknownOperationException');
}

async function readApps(catalog: UsageCatalog, options: UsageOptions): Promise<Seen> {
  const listing = await list('sagemaker.ListApps', options, (token) => catalog.listApps(token));
  const running = uniqueBy(listing.items.filter(({ status }) => RUNNING.includes(status)), appPath);
  return {
    specs: running.flatMap((app) => (app.spec ? [usedSpec({ by: userOf(app), spec: app.spec })] : [])),
    failures: failuresOf(listing),
  };
}

function userOf({ domainId, userProfileName, spaceName, appType, appName, creationTime }: AppRecord): ImageUser {
  return {
    kind: 'app',
    domainId,
    ...(userProfileName !== undefined && { userProfileName }),
    ...(spaceName !== undefined && { spaceName }),
    appType,
    appName,
    ...(creationTime !== undefined && { startedAt: creationTime }),
  };
}

async function readSettings(catalog: UsageCatalog, options: UsageOptions): Promise<Seen & { readonly domains: readonly ListedDomain[] }> {
  const listing = await list('sagemaker.ListDomains', options, (token) => catalog.listDomains(token));
  const domains = uniqueBy(listing.items, ({ domainId }) => domainId);
  const described = await describeAll(domains.map(({ domainId }) => (
    { by: { kind: 'domain', domainId }, describe: () => catalog.describeDomain(domainId) }
  )), options);
  // Without a domain there is no profile and no space; but a list that failed does not say that there is no domain.
  const members = domains.length > 0 || listing.failure ? await readMembers(catalog, options) : [];
  return { ...joined([described, ...members, { specs: [], failures: failuresOf(listing) }]), domains };
}

async function readMembers(catalog: UsageCatalog, options: UsageOptions): Promise<readonly Seen[]> {
  const { scope = DEFAULT_USAGE_SCOPE } = options;
  return Promise.all([readProfiles(catalog, options), ...(readsPart(scope, 'spaces') ? [readSpaces(catalog, options)] : [])]);
}

/** UpdateUserProfile is what changes a profile's settings, and it changes LastModifiedTime too; so does UpdateSpace. */
async function readProfiles(catalog: UsageCatalog, options: UsageOptions): Promise<Seen> {
  const listing = await list('sagemaker.ListUserProfiles', options, (token) => catalog.listUserProfiles(token));
  const profiles = uniqueBy(listing.items, ({ domainId, userProfileName }) => `${domainId}/${userProfileName}`);
  const described = await describeAll(profiles.map(({ domainId, userProfileName, lastModifiedTime }) => ({
    by: { kind: 'user-profile', domainId, userProfileName },
    ...keyOf('user-profile', domainId, userProfileName, lastModifiedTime),
    describe: () => catalog.describeUserProfile(domainId, userProfileName),
  })), options);
  return joined([described, { specs: [], failures: failuresOf(listing) }]);
}

async function readSpaces(catalog: UsageCatalog, options: UsageOptions): Promise<Seen> {
  const listing = await list('sagemaker.ListSpaces', options, (token) => catalog.listSpaces(token));
  const spaces = uniqueBy(listing.items, ({ domainId, spaceName }) => `${domainId}/${spaceName}`);
  const described = await describeAll(spaces.map(({ domainId, spaceName, lastModifiedTime }) => ({
    by: { kind: 'space', domainId, spaceName },
    ...keyOf('space', domainId, spaceName, lastModifiedTime),
    describe: () => catalog.describeSpace(domainId, spaceName),
  })), options);
  return joined([described, { specs: [], failures: failuresOf(listing) }]);
}

/** Begins with the kind: what was remembered without custom images, before they were read, has no such key. */
function keyOf(kind: string, domainId: string, name: string, lastModifiedTime: string): Pick<Owner, 'key'> {
  return lastModifiedTime === '' ? {} : { key: `${kind} ${domainId}/${name}@${lastModifiedTime}` };
}

async function describeAll(owners: readonly Owner[], { settings }: UsageOptions): Promise<Seen> {
  return joined(await pMap(owners, (owner) => describe(owner, settings), { concurrency: DESCRIBE_CONCURRENCY }));
}

/** What was deleted after it was listed names no image, and that is no failure. */
async function describe({ by, key, describe: read }: Owner, known: KnownSettings | undefined): Promise<Seen> {
  try {
    const remembered = key === undefined ? undefined : known?.get(key);
    const settings = remembered ?? await read();
    if (key !== undefined && !remembered) known?.set(key, settings);
    return {
      specs: settings.map(({ apps, inSharedSpaces, spec, customImage }) => usedSpec({
        by: { ...by, appType: apps, ...(inSharedSpaces && { inSharedSpaces }) }, spec, ...(customImage && { customImage }),
      })),
      failures: [],
    };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { specs: [], failures: error.failure.kind === 'not-found' ? [] : [error.failure] };
  }
}

async function list<T>(
  operation: string, { accountId, region }: UsageOptions, readPage: (token: string | undefined) => Promise<Page<T>>,
): Promise<Listing<T>> {
  return readPages(operation, `${accountId}/${region}`, readPage);
}

function failuresOf({ failure }: Listing<unknown>): readonly ServiceFailure[] {
  return failure ? [failure] : [];
}

function joined(parts: readonly Seen[]): Seen {
  return { specs: parts.flatMap(({ specs }) => specs), failures: parts.flatMap(({ failures }) => failures) };
}
