import type { Evidence } from '../lineage/base-image';
import type { Finding } from '../finding';
import { isWaived } from '../finding-snapshot';
import { count, countMap, day, flag, instant, text, textMap, texts, type Column } from './column';
import { defineTable, SCAN_COLUMNS, type ScanRow } from './table';
import { usersOf } from './usage-table';

interface FindingRow extends ScanRow {
  readonly finding: Finding;
}

type Of = (name: string, comment: string, read: (finding: Finding) => string | null | undefined) => Column<FindingRow>;

/** Columns that a finding alone decides. */
const textOf: Of = (name, comment, read) => text(name, comment, ({ finding }: FindingRow) => read(finding));
const dayOf: Of = (name, comment, read) => day(name, comment, ({ finding }: FindingRow) => read(finding));
const instantOf: Of = (name, comment, read) => instant(name, comment, ({ finding }: FindingRow) => read(finding));

/** Names and types of the public dataset `aws.sagemaker_image_version`. */
const INVENTORY: readonly Column<FindingRow>[] = [
  textOf('_key', 'Identifies the image version; for an image of AWS\'s own, its use by one account', ({ _key }) => _key),
  textOf('account_id', 'Account that holds, or uses, the image', ({ account_id }) => account_id),
  textOf('base_image', 'Container image that was registered as this version', ({ base_image }) => base_image),
  textOf('container_image', 'Container image that SageMaker made of it', ({ container_image }) => container_image),
  instantOf('creation_time', 'When the version was created', ({ creation_time }) => creation_time),
  textOf('failure_reason', 'Why SageMaker could not create or delete the version', ({ failure_reason }) => failure_reason),
  flag('horovod', 'Whether its author says that it works with Horovod', ({ finding }) => finding.horovod),
  textOf('image_arn', 'ARN of the image', ({ image_arn }) => image_arn),
  textOf('image_version_arn', 'ARN of the version; of an image of AWS\'s own, of what it is asked for by', ({ image_version_arn }) => image_version_arn),
  textOf('image_version_status', 'State of the version in SageMaker, such as CREATED', ({ image_version_status }) => image_version_status),
  textOf('job_type', 'TRAINING, INFERENCE or NOTEBOOK_KERNEL', ({ job_type }) => job_type),
  instantOf('last_modified_time', 'When the version was last changed', ({ last_modified_time }) => last_modified_time),
  textOf('ml_framework', 'Framework that its author names', ({ ml_framework }) => ml_framework),
  textOf('processor', 'CPU or GPU, as its author says', ({ processor }) => processor),
  textOf('programming_lang', 'Programming language that its author names', ({ programming_lang }) => programming_lang),
  textOf('release_notes', 'What its author says of it', ({ release_notes }) => release_notes),
  textMap('tags', 'Tags of the image', ({ finding }) => finding.tags),
  textOf('vendor_guidance', 'NOT_PROVIDED, STABLE, TO_BE_ARCHIVED or ARCHIVED', ({ vendor_guidance }) => vendor_guidance),
  count('version', 'Number of the version; 0 for an image of AWS\'s own where it is not known', ({ finding }) => finding.version),
];

const IMAGE: readonly Column<FindingRow>[] = [
  textOf('image_name', 'Name of the image', ({ imageName }) => imageName),
  texts('aliases', 'Aliases of the version', ({ finding }) => finding.aliases),
  flag('is_direct_use', 'Whether it is an image of AWS\'s own that is used as it is', ({ finding }) => finding.directUse !== undefined),
];

const LINEAGE: readonly Column<FindingRow>[] = [
  textOf('base_family', 'Whose base image it is built on, such as sagemaker-distribution', ({ base }) => base?.family),
  textOf('base_version', 'Version of the base, as precise as it is proven', ({ base }) => base?.version),
  textOf('base_processor', 'cpu or gpu', ({ base }) => base?.processor),
  textOf('base_framework', 'Framework of the base, where its vendor counts versions by framework', ({ base }) => base?.framework),
  textOf('base_confidence', 'certain, strong, weak or none; weak never gives a verdict', ({ base }) => base?.confidence ?? 'none'),
  texts('evidence', 'What was seen of the base, heaviest first', ({ finding }) => finding.evidence.map(evidenceText)),
  textOf('golden_family', 'The team\'s own base between the vendor\'s and the image', ({ golden }) => golden?.family),
  textOf('golden_version', 'Version of the team\'s own base', ({ golden }) => golden?.version),
  dayOf('golden_end_of_support', 'Last day on which the team supports it', ({ golden }) => golden?.endOfSupport),
];

const VERDICT: readonly Column<FindingRow>[] = [
  textOf('status', 'Where it stands in the support life of its base; only SUPPORTED is good news', ({ status }) => status),
  textOf('severity', 'CRITICAL, HIGH, MEDIUM, LOW or INFORMATIONAL', ({ severity }) => severity),
  textOf('reason', 'Why the status is what it is, and what to do, where the dates alone do not say it', ({ reason }) => reason),
  texts('conditions', 'What to know beside the status, such as DATE_MOVED_EARLIER', ({ finding }) => finding.conditions.map(({ type }) => type)),
  dayOf('end_of_support', 'Last day on which the base is supported', ({ endOfSupport }) => endOfSupport),
  dayOf('end_of_availability', 'Day from which the base may be gone from its registry', ({ endOfAvailability }) => endOfAvailability),
  dayOf('estimated_end_of_support', 'Where the vendor has published none; never judged by', ({ estimatedEndOfSupport }) => estimatedEndOfSupport),
  count('days_left', 'Days from the day that was judged by to the end of support; negative when it has passed', ({ finding }) => finding.daysLeft),
];

const POLICY: readonly Column<FindingRow>[] = [
  textOf('policy_family', 'Policy that was asked', ({ policyRow, policy }) => (policyRow ?? policy)?.family),
  textOf('policy_rule', 'fresh, last-accepted or shipped: which copy of the policy ruled', ({ policyRow, policy }) => (policyRow ?? policy)?.rule),
  textOf('policy_sha256', 'Hash of the document that ruled', ({ policyRow, policy }) => (policyRow ?? policy)?.sha256),
  instantOf('policy_retrieved_at', 'When that document was read at its source', ({ policyRow, policy }) => (policyRow ?? policy)?.retrievedAt),
  textOf('policy_source', 'Where the row that gave the date was read', ({ policyRow }) => policyRow?.source),
  count('policy_line', 'Line of that row in its document', ({ finding }) => finding.policyRow?.line),
  textOf('policy_as_written', 'The date as it stands in the document', ({ policyRow }) => policyRow?.asWritten),
];

const SUCCESSOR: readonly Column<FindingRow>[] = [
  textOf('successor_version', 'Release of the base to move to', ({ successor }) => successor?.version),
  textOf('successor_uri', 'Image of that release', ({ successor }) => successor?.uri),
  textOf('successor_step', 'patch, minor or major: how far the move is', ({ successor }) => successor?.step),
  dayOf('successor_end_of_support', 'Last day on which that release is supported', ({ successor }) => successor?.endOfSupport),
];

const PEOPLE: readonly Column<FindingRow>[] = [
  count('running', 'Apps that run it; null where usage was not read', ({ finding }) => usersOf(finding)?.running),
  count('attached', 'Domains, profiles and spaces that name it; null where usage was not read', ({ finding }) => usersOf(finding)?.attached),
  count('floating', 'Of both, those that name no version and get what is newest; null where usage was not read', ({ finding }) => finding.usage?.floating),
  texts('used_in_domains', 'Ids of the domains in which it is used; null where usage was not read', ({ finding }) => finding.usage?.domains),
  textOf('usage_read', 'full, apps-and-defaults, apps or incomplete: only full can tell that nobody uses it', ({ usage }) => usage?.read),
  textOf('owner', 'Whose it is; null where it is not known', ({ owner }) => owner),
  flag('waived', 'Whether a waiver holds: it is left out of messages and alarms', ({ finding }) => isWaived(finding)),
  textOf('waiver_owner', 'Who answers for the waiver, also for one that has expired', ({ waiver }) => waiver?.owner),
  textOf('waiver_reason', 'Why it was waived', ({ waiver }) => waiver?.reason),
  dayOf('waiver_expires', 'Last day on which the waiver holds', ({ waiver }) => waiver?.expires),
];

const CONTEXT: readonly Column<FindingRow>[] = [
  countMap('registry_scan', 'What the registry\'s own scan found, by severity; never judged by', ({ finding }) => finding.registryScan?.counts),
  instantOf('registry_scanned_at', 'When the registry scanned', ({ registryScan }) => registryScan?.scannedAt),
];

const HISTORY: readonly Column<FindingRow>[] = [
  instantOf('first_seen', 'When a scan first saw the version', ({ firstSeen }) => firstSeen),
  instantOf('status_since', 'Since when it has had its status', ({ statusSince }) => statusSince),
];

export const FINDINGS_TABLE = defineTable<FindingRow>({
  name: 'findings',
  description: 'The verdict on each image version in each scan. The first columns are those of aws.sagemaker_image_version, name for name.',
  columns: [...INVENTORY, ...SCAN_COLUMNS, ...IMAGE, ...LINEAGE, ...VERDICT, ...POLICY, ...SUCCESSOR, ...PEOPLE, ...HISTORY, ...CONTEXT],
  rows: (scan) => scan.result.findings.map((finding) => ({ scan, finding })),
});

function evidenceText({ kind, detail }: Evidence): string {
  return `${kind}: ${detail}`;
}
