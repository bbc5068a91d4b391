import type { CalendarDate } from '../../../../lib/core/calendar-date';
import { parseImageReference } from '../../../../lib/core/image-reference';
import type { ClaimWithDetail } from '../../../../lib/core/lineage/base-image';
import { googleDeepLearningContainers } from '../../../../lib/core/lineage/vendors/google-deep-learning-containers';
import type { PolicyRelease } from '../../../../lib/core/policy/policy';

/** One row of Google's tables as facts: what the parser reads of a page, and what the shipped catalogue is built of. */
export interface GoogleRow {
  readonly product: string;
  readonly framework?: string;
  readonly version: string;
  /** `cpu`, `gpu`, `tpu`, `cpu,gpu` for images that run on either, or CUDA's version as names have it: `cu124`. */
  readonly accelerator: string;
  /** References of the row's images, in any of their registries, with or without a tag. */
  readonly repositories?: readonly string[];
  readonly eolFrom: CalendarDate | null;
  readonly discontinuedFrom: CalendarDate | null;
  /** The end of support as it stands in the table. */
  readonly asWritten: string;
}

type Release = Omit<PolicyRelease, 'line'>;

const ACCELERATORS: Readonly<Record<string, Pick<PolicyRelease, 'processor' | 'accelerator'>>> = {
  cpu: { processor: 'cpu' }, gpu: { processor: 'gpu' }, tpu: { accelerator: 'tpu' }, 'cpu,gpu': {},
};

/** The releases that a row is about: one for each image that it names, wherever that lies, or one where it names none. */
export function normaliseGoogleRow(row: GoogleRow): readonly Release[] {
  const repositories = [...new Set((row.repositories ?? []).map(repositoryOf))];
  const [first = predictionRepository(row), ...others] = repositories;
  return [first, ...others].map((repository) => ({
    version: row.version,
    ...hardware(row.accelerator),
    ...(repository !== undefined && { repository }),
    ...(row.framework !== undefined && { framework: row.framework }),
    eolFrom: row.eolFrom,
    discontinuedFrom: row.discontinuedFrom,
    asWritten: row.asWritten,
    product: row.product,
  }));
}

/** What the name of an image in one of Google's registries says; undefined for any other. */
export function claimOf(reference: string): ClaimWithDetail['claim'] | undefined {
  const parsed = parseImageReference(reference);
  return parsed.ok ? googleDeepLearningContainers.fromReference?.(parsed.reference)?.claim : undefined;
}

function hardware(accelerator: string): Pick<PolicyRelease, 'processor' | 'accelerator'> {
  if (/^cu\d+$/.test(accelerator)) return { processor: 'gpu' };
  const known = ACCELERATORS[accelerator];
  if (known === undefined) throw new Error(`'accelerator' must be one of ${Object.keys(ACCELERATORS).join(', ')} or such as cu124, got: '${accelerator}'`);
  return known;
}

/** The same image lies in several multi-regions; what they have in common is the path. */
function repositoryOf(reference: string): string {
  return claimOf(reference)?.repository ?? reference.slice(reference.indexOf('/') + 1);
}

const PREDICTION_NAMES: Readonly<Record<string, string>> = { tensorflow: 'tf2', pytorch: 'pytorch', 'scikit-learn': 'sklearn', xgboost: 'xgboost' };

/**
 * Rows past the end of availability lose their image from the page. For prediction the name follows from the rest, as Google's
 * own client makes it (python-aiplatform, constants/prediction.py), so that such a row stays the same row.
 */
function predictionRepository({ product, framework = '', version, accelerator }: GoogleRow): string | undefined {
  const name = version.startsWith('1.') && framework === 'tensorflow' ? 'tf' : PREDICTION_NAMES[framework];
  const known = product === 'vertex-prediction' && name !== undefined && /^(?:cpu|gpu)$/.test(accelerator) && /^\d+\.\d+$/.test(version);
  return known ? `vertex-ai/prediction/${name}-${accelerator}.${version.replace('.', '-')}` : undefined;
}
