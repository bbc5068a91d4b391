import type { CalendarDate } from '../../calendar-date';
import type { Policy, PolicyMajor, PolicyRelease, Processor } from '../policy';
import { GOOGLE_DEEP_LEARNING_CONTAINERS } from '../policy';

/** A file of this folder, as `scripts/build-catalog.mjs` writes it: compact, with each row's source by its short name. */
export interface CatalogFile {
  readonly family: string;
  readonly source: string;
  readonly sha256: string;
  readonly retrievedAt: CalendarDate;
  readonly sources: Readonly<Record<string, { readonly source: string; readonly asOf: CalendarDate }>>;
  readonly publishedVersions?: readonly string[];
  readonly majors: readonly Omit<PolicyMajor, 'line'>[];
  readonly releases: readonly CatalogRow[];
}

/** Closed choices are text in JSON, as far as the compiler can see. */
interface CatalogRow extends Omit<PolicyRelease, 'line' | 'source' | 'asOf' | 'processor' | 'section'> {
  readonly processor?: string;
  readonly section?: string;
  /** A name in `sources`. Google's sources are called by the product that they are about. */
  readonly from: string;
}

const PROCESSORS: readonly Processor[] = ['cpu', 'gpu'];
const SECTIONS: readonly NonNullable<PolicyRelease['section']>[] = ['supported', 'unsupported'];

/** The policy that a catalog file holds. Throws where the file is not as it is built. */
export function readCatalog(file: CatalogFile): Policy {
  return {
    family: file.family,
    releases: file.releases.map((row) => readRow(row, file)),
    majors: file.majors.map((major) => ({ ...major, line: null })),
    anomalies: [],
    source: file.source,
    sha256: file.sha256,
    retrievedAt: file.retrievedAt,
    rule: 'shipped',
    ...(file.publishedVersions && { publishedVersions: file.publishedVersions }),
  };
}

function readRow({ from, processor, section, ...row }: CatalogRow, { family, sources }: CatalogFile): PolicyRelease {
  const read = sources[from];
  if (read === undefined) throw new Error(`'from' of row ${row.version} of '${family}' must be a name in 'sources', got: '${from}'; build the catalog again`);
  return {
    ...row,
    ...(processor !== undefined && { processor: oneOf(PROCESSORS, processor, 'processor') }),
    ...(section !== undefined && { section: oneOf(SECTIONS, section, 'section') }),
    line: null,
    source: read.source,
    asOf: read.asOf,
    ...(family === GOOGLE_DEEP_LEARNING_CONTAINERS && { product: from }),
  };
}

function oneOf<T extends string>(choices: readonly T[], value: string, member: string): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new Error(`'${member}' of a row must be one of ${choices.join(', ')}, got: '${value}'; build the catalog again`);
  return choice;
}
