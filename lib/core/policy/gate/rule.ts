import type { CalendarDate } from '../../calendar-date';
import { label, rowName } from '../checks/grouping';
import type { PolicyRows } from '../checks/policy-check';
import { nearestRows, productsToKeep, rowsOfProducts } from '../compare-policies';
import type { AnomalySeverity, PolicyAnomaly, PolicyDocument, PolicyRelease } from '../policy';

/** The policy that a document would replace, with what was known to be odd in it. */
export type RulingPolicy = Pick<PolicyDocument, 'family' | 'releases' | 'majors' | 'anomalies' | 'products'>;

/** A document before the gate. */
export interface GateCase {
  readonly candidate: PolicyDocument;
  /** Rows of products that the candidate is not about are left alone. Undefined for a family that is read for the first time. */
  readonly ruling: RulingPolicy | undefined;
  /** The policy that came with the release, where the ruling one is another. */
  readonly shipped?: PolicyRows;
  readonly today: CalendarDate;
}

export type RowMap = ReadonlyMap<string, PolicyRelease>;

/** What a rule looks at: the case, with the rows by what makes them one and the same. */
export interface GateView extends GateCase {
  readonly rows: RowMap;
  /** Empty where nothing rules yet. */
  readonly rulingRows: RowMap;
}

/** One reason to refuse a document (`error`) or to say that it was accepted with doubts (`warning`). */
export type GateRule = (view: GateView) => readonly PolicyAnomaly[];

export function viewOf(given: GateCase): GateView {
  const { candidate } = given;
  const ruling = given.ruling && rowsOfProducts(given.ruling, productsToKeep(candidate, given.ruling));
  const shipped = given.shipped && rowsOfProducts(given.shipped, candidate.products);
  return { ...given, ruling, shipped, rows: nearestRows(candidate.releases), rulingRows: nearestRows(ruling?.releases ?? []) };
}

/** Supported through its end. A release without a date is not known to be supported. */
export function isSupported({ eolFrom }: Pick<PolicyRelease, 'eolFrom'>, today: CalendarDate): boolean {
  return eolFrom !== null && eolFrom >= today;
}

/** Rows that both policies have and whose end of support is another day. */
export function movedRows({ rows, rulingRows }: GateView): readonly { readonly from: PolicyRelease; readonly to: PolicyRelease }[] {
  return [...rows.values()].flatMap((to) => {
    const from = rulingRows.get(rowName(to));
    return from !== undefined && from.eolFrom !== to.eolFrom ? [{ from, to }] : [];
  });
}

export function reason(code: string, severity: AnomalySeverity, message: string, line: number | null = null): PolicyAnomaly {
  return { code, severity, line, message };
}

const NAMED = 6;

/** Some rows by name, for a message: `'2.3 cpu', '2.3 gpu' and 4 more`. */
export function names(rows: readonly PolicyRelease[], note: (row: PolicyRelease) => string = () => ''): string {
  const named = rows.slice(0, NAMED).map((row) => `'${label(row)}'${note(row)}`).join(', ');
  return rows.length > NAMED ? `${named} and ${rows.length - NAMED} more` : named;
}

export function until({ eolFrom }: PolicyRelease): string {
  return eolFrom === null ? '' : ` (until ${eolFrom})`;
}
