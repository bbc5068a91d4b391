import type { CalendarDate } from '../calendar-date';
import { releaseName, rowName } from './checks/grouping';
import type { PolicyRows } from './checks/policy-check';
import type { PolicyDocument, PolicyMajor, PolicyRelease, Processor } from './policy';

/** What makes a release one and the same, with the processors that something holds for alike; none where rows name none. */
export interface ComparedRelease extends Pick<PolicyRelease, 'product' | 'repository' | 'os' | 'accelerator' | 'framework' | 'version'> {
  readonly processors: readonly Processor[];
}

/** A release with its dates, as one of the two policies has it. */
export interface DatedRelease {
  readonly release: ComparedRelease;
  readonly eolFrom: CalendarDate | null;
  readonly discontinuedFrom: CalendarDate | null;
}

/** A release, one date of which is another one now. */
export interface MovedRelease {
  readonly release: ComparedRelease;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

type Section = NonNullable<PolicyRelease['section']> | null;

/** A release that stands in another table now: no news by itself, vendors tidy up when they find the time. */
export interface ResectionedRelease {
  readonly release: ComparedRelease;
  readonly from: Section;
  readonly to: Section;
}

/** What changed from one policy to another, each list in the order of releases. */
export interface PolicyDifference {
  readonly added: readonly DatedRelease[];
  readonly withdrawn: readonly DatedRelease[];
  /** The end of support is another day. */
  readonly moved: readonly MovedRelease[];
  /** The end of availability is another day. */
  readonly movedAvailability: readonly MovedRelease[];
  readonly resectioned: readonly ResectionedRelease[];
  readonly majors: {
    readonly added: readonly DatedRelease[];
    readonly withdrawn: readonly DatedRelease[];
    readonly moved: readonly MovedRelease[];
  };
}

/** What changed. Pure and total; neither the order of rows nor where they were read makes a difference. */
export function comparePolicies(before: PolicyRows, after: PolicyRows): PolicyDifference {
  const releases = compareRows(nearestRows(before.releases), nearestRows(after.releases));
  const majors = compareRows(nearestRows(before.majors.map(asRelease)), nearestRows(after.majors.map(asRelease)));
  return { ...releases, majors: { added: majors.added, withdrawn: majors.withdrawn, moved: majors.moved } };
}

/** One row for each release and processor. Where a policy repeats itself, the nearest end counts. */
export function nearestRows(releases: readonly PolicyRelease[]): ReadonlyMap<string, PolicyRelease> {
  const rows = new Map<string, PolicyRelease>();
  for (const release of releases) {
    // What is only remembered is in the policy no more.
    if (release.withdrawnOn !== undefined) continue;
    const key = rowName(release);
    const other = rows.get(key);
    rows.set(key, other === undefined ? release : nearerOf(other, release));
  }
  return rows;
}

/** The rows that a document of some products only can say anything about. */
export function rowsOfProducts<T extends PolicyRows>(rows: T, products: readonly string[] | undefined): T {
  if (products === undefined) return rows;
  return { ...rows, releases: rows.releases.filter(({ product }) => product === undefined || products.includes(product)) };
}

/**
 * The products that a document is about, with those of the document that it would replace: a page that has lost a whole product is no
 * page about the rest. Documents without a product in common are two documents.
 */
export function productsToKeep(
  { products }: Pick<PolicyDocument, 'products'>, { products: before = [] }: Pick<PolicyDocument, 'products'>,
): readonly string[] | undefined {
  if (products === undefined || !before.some((product) => products.includes(product))) return products;
  return [...new Set([...products, ...before])];
}

/** Whether a date is before another one; no date is later than any. */
export function isEarlier(date: CalendarDate | null, other: CalendarDate | null): boolean {
  return date !== null && (other === null || date < other);
}

/** Every date on its own is the nearest one: no order of the rows can hide one. */
function nearerOf(left: PolicyRelease, right: PolicyRelease): PolicyRelease {
  const [row, other] = isEarlier(right.eolFrom, left.eolFrom) ? [right, left] : [left, right];
  const [discontinued, otherDiscontinued] = [row.discontinuedFrom ?? null, other.discontinuedFrom ?? null];
  const section = [row.section, other.section].includes('unsupported') ? 'unsupported' : row.section ?? other.section;
  return {
    ...row,
    ...(isEarlier(otherDiscontinued, discontinued) && { discontinuedFrom: otherDiscontinued }),
    ...(section && { section }),
  };
}

function asRelease({ version, eolFrom }: PolicyMajor): PolicyRelease {
  return { version, eolFrom, asWritten: '', line: null };
}

type RowMap = ReadonlyMap<string, PolicyRelease>;

function compareRows(before: RowMap, after: RowMap): Omit<PolicyDifference, 'majors'> {
  const both = [...before].flatMap(([key, old]) => {
    const now = after.get(key);
    return now === undefined ? [] : [{ old, now }];
  });
  const moves = (date: (row: PolicyRelease) => CalendarDate | null) =>
    join(both.map(({ old, now }) => ({ row: now, said: { from: date(old), to: date(now) } })).filter(isMove));
  return {
    added: join([...after].filter(([key]) => !before.has(key)).map(([, row]) => ({ row, said: datesOf(row) }))),
    withdrawn: join([...before].filter(([key]) => !after.has(key)).map(([, row]) => ({ row, said: datesOf(row) }))),
    moved: moves(({ eolFrom }) => eolFrom),
    movedAvailability: moves(({ discontinuedFrom }) => discontinuedFrom ?? null),
    resectioned: join(both
      .map(({ old, now }) => ({ row: now, said: { from: old.section ?? null, to: now.section ?? null } }))
      .filter(isMove)),
  };
}

interface Said<T> {
  readonly row: PolicyRelease;
  readonly said: T;
}

function isMove({ said: { from, to } }: Said<{ readonly from: string | null; readonly to: string | null }>): boolean {
  return from !== to;
}

function datesOf({ eolFrom, discontinuedFrom = null }: PolicyRelease): Omit<DatedRelease, 'release'> {
  return { eolFrom, discontinuedFrom };
}

/** One entry for the processors of a release of which the same is said. A row without processor stands for itself. */
function join<T extends object>(entries: readonly Said<T>[]): readonly (T & { readonly release: ComparedRelease })[] {
  const groups = new Map<string, Said<T>[]>();
  for (const entry of entries) {
    const key = JSON.stringify([releaseName(entry.row), entry.row.processor === undefined, entry.said]);
    groups.set(key, [...groups.get(key) ?? [], entry]);
  }
  return [...groups.values()]
    .flatMap((group) => group.slice(0, 1).map(({ row: first, said }) =>
      ({ release: identityOf(first, group.map(({ row }) => row)), ...said })))
    .sort((left, right) => compareIdentities(left.release, right.release));
}

function identityOf(first: PolicyRelease, rows: readonly PolicyRelease[]): ComparedRelease {
  const { product, repository, os, accelerator, framework, version } = first;
  return {
    ...(product !== undefined && { product }),
    ...(repository !== undefined && { repository }),
    ...(os !== undefined && { os }),
    ...(accelerator !== undefined && { accelerator }),
    ...(framework !== undefined && { framework }),
    version,
    processors: rows.flatMap(({ processor }) => processor ?? []).sort(),
  };
}

/** By product and repository, versions as people count: 2.9 before 2.10. */
function compareIdentities(left: ComparedRelease, right: ComparedRelease): number {
  const text = (...parts: readonly (string | undefined)[]) => parts.map((part) => part ?? '').join('\n');
  const place = ({ product, repository, framework }: ComparedRelease) => text(product, repository, framework);
  const rest = ({ version, os, accelerator, processors }: ComparedRelease) => text(version, os, accelerator, processors.join());
  return compareText(place(left), place(right)) || NUMERIC.compare(left.version, right.version) || compareText(rest(left), rest(right));
}

const NUMERIC = new Intl.Collator('en', { numeric: true });

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
