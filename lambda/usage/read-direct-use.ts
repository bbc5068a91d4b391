import pMap from 'p-map';
import { ServiceError, type ServiceFailure } from '../../lib/core/service-failure';
import { directUses, type AppDefault, type AppRecord, type DirectUse, type SeenSpec } from '../../lib/core/usage';
import { readPages, uniqueBy } from '../paging';
import type { ListedUserProfile, UsageCatalog } from './port';

export interface DirectUseOptions {
  readonly accountId: string;
  readonly region: string;
  /** Defaults of user profiles that earlier scans read, by profile and LastModifiedTime. Default: none. */
  readonly profileDefaults?: KnownDefaults;
}

export interface KnownDefaults {
  get(key: string): readonly AppDefault[] | undefined;
  set(key: string, defaults: readonly AppDefault[]): unknown;
}

export interface ReadDirectUse {
  readonly uses: readonly DirectUse[];
  readonly failures: readonly ServiceFailure[];
}

/** Specs that were seen, and the calls that failed on the way: what was seen is good all the same. */
interface Seen {
  readonly specs: readonly SeenSpec[];
  readonly failures: readonly ServiceFailure[];
}

/** An app in another state has ended, or is about to. */
const RUNNING: readonly string[] = ['InService', 'Pending'];
const DESCRIBE_CONCURRENCY = 10;

/**
 * Which of AWS's own images are in use as they are. Apps are the live source, and one call lists a hundred of them; defaults of
 * domains and user profiles tell what the next apps will start with. Spaces are not described: one call each, for a spec that
 * shows on their app as soon as it runs.
 */
export async function readDirectUse(catalog: UsageCatalog, options: DirectUseOptions): Promise<ReadDirectUse> {
  const seen = await Promise.all([readApps(catalog, options), readDefaults(catalog, options)]);
  return {
    uses: directUses(seen.flatMap(({ specs }) => specs), options.accountId),
    failures: seen.flatMap(({ failures }) => failures).filter((failure) => !isNotOffered(failure)),
  };
}

/** A Region that does not have the operation has no Studio, and nothing that could be in use there. */
function isNotOffered({ kind, message }: ServiceFailure): boolean {
  return kind === 'unavailable' && message.startsWith('UnknownOperationException');
}

async function readApps(catalog: UsageCatalog, { accountId, region }: DirectUseOptions): Promise<Seen> {
  const listing = await readPages('sagemaker.ListApps', `${accountId}/${region}`, (token) => catalog.listApps(token));
  const running = uniqueBy(listing.items.filter(({ status }) => RUNNING.includes(status)), nameOf);
  return {
    specs: running.flatMap((app) => (app.spec ? [{ place: 'app' as const, user: `app ${nameOf(app)}`, spec: app.spec }] : [])),
    failures: listing.failure ? [listing.failure] : [],
  };
}

/** A space and a user profile may have the same name. */
function nameOf({ domainId, userProfileName, spaceName, appType, appName }: AppRecord): string {
  const owner = spaceName === undefined ? userProfileName ?? '' : `space ${spaceName}`;
  return `${domainId}/${owner}/${appType}/${appName}`;
}

async function readDefaults(catalog: UsageCatalog, options: DirectUseOptions): Promise<Seen> {
  const target = `${options.accountId}/${options.region}`;
  const domains = await readPages('sagemaker.ListDomains', target, (token) => catalog.listDomains(token));
  const described = await pMap(new Set(domains.items), (domainId) => describe(
    { place: 'domain-default', owner: `default of domain ${domainId}` }, () => catalog.describeDomain(domainId),
  ), { concurrency: DESCRIBE_CONCURRENCY });
  // Without a domain there is no profile; but a list that failed does not say that there is no domain.
  const profiles = domains.items.length > 0 || domains.failure ? await readProfiles(catalog, target, options) : NOTHING;
  return joined([...described, profiles, { specs: [], failures: domains.failure ? [domains.failure] : [] }]);
}

async function readProfiles(catalog: UsageCatalog, target: string, options: DirectUseOptions): Promise<Seen> {
  const listing = await readPages('sagemaker.ListUserProfiles', target, (token) => catalog.listUserProfiles(token));
  const profiles = uniqueBy(listing.items, ({ domainId, userProfileName }) => `${domainId}/${userProfileName}`);
  const described = await pMap(profiles, (profile) => describe(
    { place: 'profile-default', owner: `default of user profile ${profile.domainId}/${profile.userProfileName}` },
    () => profileDefaults(catalog, profile, options.profileDefaults),
  ), { concurrency: DESCRIBE_CONCURRENCY });
  return joined([...described, { specs: [], failures: listing.failure ? [listing.failure] : [] }]);
}

/** UpdateUserProfile is what changes the defaults of a profile, and it changes LastModifiedTime too. */
async function profileDefaults(
  catalog: UsageCatalog,
  { domainId, userProfileName, lastModifiedTime }: ListedUserProfile,
  known: KnownDefaults | undefined,
): Promise<readonly AppDefault[]> {
  const key = `${domainId}/${userProfileName}@${lastModifiedTime}`;
  const remembered = known?.get(key);
  if (remembered) return remembered;
  const defaults = await catalog.describeUserProfile(domainId, userProfileName);
  known?.set(key, defaults);
  return defaults;
}

const NOTHING: Seen = { specs: [], failures: [] };

/** What was deleted after it was listed has no defaults, and that is no failure. */
async function describe(
  { place, owner }: { readonly place: SeenSpec['place']; readonly owner: string },
  read: () => Promise<readonly AppDefault[]>,
): Promise<Seen> {
  try {
    const defaults = await read();
    return { specs: defaults.map(({ apps, spec }) => ({ place, user: `${owner} for ${apps}`, spec })), failures: [] };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.failure.kind === 'not-found' ? NOTHING : { specs: [], failures: [error.failure] };
  }
}

function joined(parts: readonly Seen[]): Seen {
  return { specs: parts.flatMap(({ specs }) => specs), failures: parts.flatMap(({ failures }) => failures) };
}
