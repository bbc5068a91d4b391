import type { ImageReference } from '../../image-reference';
import { REGISTRY_ACCOUNTS, type RegistryAccount, type RegistryKind } from './aws-deep-learning-containers-accounts';

const PUBLIC_GALLERY = 'public.ecr.aws';
const PUBLIC_NAMESPACE = 'deep-learning-containers/';

/** Partitions whose Regions do not begin with these prefixes are the commercial one. Longer prefixes first. */
const PARTITION_PREFIXES = ['us-gov-', 'us-isob-', 'us-isof-', 'us-iso-', 'eu-isoe-', 'eusc-', 'cn-'];

const BY_ACCOUNT = groupByAccount(REGISTRY_ACCOUNTS);

/** Where a reference proves that AWS serves the image. */
export interface ProvenRegistry {
  readonly registry: RegistryKind;
  readonly repository: string;
  readonly detail: string;
}

/**
 * The vendor's registry that a reference names, or undefined.
 *
 * An account has one owner in all Regions of its partition, so a known account in a Region that the table does not
 * have yet is still the vendor's, and said to be new. In another partition the same number can belong to anybody.
 */
export function provenRegistry(reference: ImageReference): ProvenRegistry | undefined {
  if (reference.registry === PUBLIC_GALLERY && reference.repository.startsWith(PUBLIC_NAMESPACE)) {
    const repository = reference.repository.slice(PUBLIC_NAMESPACE.length);
    return { registry: 'deep-learning-containers', repository, detail: `public gallery repository ${reference.repository}` };
  }
  if (!reference.ecr) return undefined;
  const { accountId, region } = reference.ecr;
  const rows = BY_ACCOUNT.get(accountId) ?? [];
  const listed = rows.find((row) => row.region === region);
  const row = listed ?? rows.find((candidate) => partitionPrefix(candidate.region) === partitionPrefix(region));
  if (!row) return undefined;
  const doubt = listed ? '' : ' (an account of the same partition, in a Region that is not in the table)';
  return { registry: row.registry, repository: reference.repository, detail: `AWS account ${accountId} in ${region}${doubt}, repository ${reference.repository}` };
}

function partitionPrefix(region: string): string {
  return PARTITION_PREFIXES.find((prefix) => region.startsWith(prefix)) ?? 'aws';
}

function groupByAccount(rows: readonly RegistryAccount[]): ReadonlyMap<string, readonly RegistryAccount[]> {
  const groups = new Map<string, RegistryAccount[]>();
  for (const row of rows) groups.set(row.accountId, [...(groups.get(row.accountId) ?? []), row]);
  return groups;
}
