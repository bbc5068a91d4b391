import type { ImageReference } from '../../image-reference';
import type { RegistryAccount, RegistryKind } from './aws-deep-learning-containers-accounts';

const PUBLIC_GALLERY = 'public.ecr.aws';
const PUBLIC_NAMESPACE = 'deep-learning-containers/';

/** Partitions whose Regions do not begin with these prefixes are the commercial one. Longer prefixes first. */
const PARTITION_PREFIXES = ['us-gov-', 'us-isob-', 'us-isof-', 'us-iso-', 'eu-isoe-', 'eusc-', 'cn-'];

/** Where a reference proves that AWS serves the image. */
export interface ProvenRegistry {
  readonly registry: RegistryKind;
  readonly repository: string;
  readonly detail: string;
}

/** Tells the vendor's registry that a reference names; undefined where it names somebody else's. */
export type RegistryReader = (reference: ImageReference) => ProvenRegistry | undefined;

/**
 * Reads references by a table of accounts.
 *
 * An account has one owner in all Regions of its partition, so a known account in a Region that the table does not
 * have yet is still the vendor's, and said to be new. In another partition the same number can belong to anybody.
 */
export function registryReader(accounts: readonly RegistryAccount[]): RegistryReader {
  const byAccount = groupByAccount(accounts);
  return (reference) => galleryOf(reference) ?? accountOf(reference, byAccount);
}

function galleryOf(reference: ImageReference): ProvenRegistry | undefined {
  if (reference.registry === PUBLIC_GALLERY && reference.repository.startsWith(PUBLIC_NAMESPACE)) {
    const repository = reference.repository.slice(PUBLIC_NAMESPACE.length);
    return { registry: 'deep-learning-containers', repository, detail: `public gallery repository ${reference.repository}` };
  }
  return undefined;
}

type AccountTable = ReadonlyMap<string, readonly RegistryAccount[]>;

function accountOf(reference: ImageReference, byAccount: AccountTable): ProvenRegistry | undefined {
  if (!reference.ecr) return undefined;
  const { accountId, region } = reference.ecr;
  const rows = byAccount.get(accountId) ?? [];
  const listed = rows.find((row) => row.region === region);
  const row = listed ?? rows.find((candidate) => partitionPrefix(candidate.region) === partitionPrefix(region));
  if (!row) return undefined;
  const doubt = listed ? '' : ' (an account of the same partition, in a Region that is not in the table)';
  return { registry: row.registry, repository: reference.repository, detail: `AWS account ${accountId} in ${region}${doubt}, repository ${reference.repository}` };
}

function partitionPrefix(region: string): string {
  return PARTITION_PREFIXES.find((prefix) => region.startsWith(prefix)) ?? 'aws';
}

function groupByAccount(rows: readonly RegistryAccount[]): AccountTable {
  const groups = new Map<string, RegistryAccount[]>();
  for (const row of rows) groups.set(row.accountId, [...(groups.get(row.accountId) ?? []), row]);
  return groups;
}
