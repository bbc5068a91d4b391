import type { PolicyDocument, PolicyRelease, Processor } from '../../lib/core/policy/policy';

/** Ends of support by minor version, as one revision of the vendor's document had them. */
type Ends = Readonly<Record<string, string>>;

const ENDED: Ends = {
  '0.7': '2024-04-05', '0.8': '2024-04-09', '0.9': '2024-05-03', '0.10': '2024-06-06', '0.11': '2024-07-03', '0.12': '2024-09-01', '0.13': '2024-12-31',
  '1.0': '2024-04-23', '1.1': '2024-05-02', '1.2': '2024-06-28', '1.3': '2024-06-28', '1.4': '2024-10-31', '1.5': '2024-10-31', '1.6': '2024-12-15',
  '1.7': '2024-12-15', '1.8': '2024-12-31', '1.9': '2025-01-15', '1.10': '2025-02-05', '2.0': '2025-02-25', '2.1': '2025-04-25',
};

/** One edit of SageMaker Distribution's document that changed dates or broke something, after the day that it was made. */
export interface Revision {
  readonly day: string;
  readonly commit: string;
  readonly document: PolicyDocument;
}

const base = 'public.ecr.aws/sagemaker/sagemaker-distribution';
const PROCESSORS: readonly Processor[] = ['cpu', 'gpu'];

interface Slips {
  /** Rows whose image is that of the other processor: `2.3 cpu`. */
  readonly swapped?: readonly string[];
  readonly missing?: readonly string[];
}

export function documentOf(ends: Ends, { swapped = [], missing = [] }: Slips = {}): PolicyDocument {
  const rowsFor = (processor: Processor, table: number) => Object.entries(ends).flatMap(([version, eolFrom], index): PolicyRelease[] => {
    const name = `${version} ${processor}`;
    const tagged = swapped.includes(name) ? PROCESSORS[1 - table] : processor;
    if (missing.includes(name)) return [];
    return [{ version, processor, uri: `${base}:${version}-${tagged}`, eolFrom, asWritten: eolFrom, line: 100 * (table + 1) + index }];
  });
  return { family: 'sagemaker-distribution', releases: PROCESSORS.flatMap(rowsFor), majors: [], anomalies: [] };
}

/** Rows of early 2025, before the first edit. */
const MARCH_2025: Ends = { ...ENDED, '1.11': '2025-04-01', '1.12': '2025-07-23', '1.13': '2025-09-19', '2.2': '2025-05-15', '2.3': '2025-07-27' };
const BACKDATED: Ends = { ...MARCH_2025, '1.11': '2025-01-08' };
const APRIL_2025: Ends = { ...BACKDATED, '2.4': '2025-09-07', '2.6': '2025-10-28', '3.0': '2025-09-29' };
const MAY_2025: Ends = { ...APRIL_2025, '1.12': '2025-05-15', '1.13': '2025-05-15', '2.2': '2025-04-25', '2.3': '2025-04-25' };
const LATER_2025: Ends = { ...MAY_2025, '2.4': '2025-05-25', '2.6': '2025-06-30', '3.0': '2025-06-30' };
const APRIL_2026: Ends = {
  ...LATER_2025,
  '2.7': '2025-12-04', '3.2': '2025-12-04', '2.8': '2026-01-07', '3.3': '2026-01-07', '2.9': '2026-02-01', '3.4': '2026-02-01', '2.10': '2026-04-26',
  '3.1': '2025-11-19', '3.5': '2026-04-26', '2.11': '2026-05-14', '3.6': '2026-05-14', '2.12': '2026-06-22', '3.7': '2026-06-22', '2.13': '2026-08-01',
  '3.8': '2026-08-01', '2.14': '2026-09-09', '3.9': '2026-09-09', '4.0': '2026-10-07', '4.1': '2026-10-29',
};
const today = '2026-04-30';
const MASS: Ends = { ...APRIL_2026, '2.11': today, '3.6': today, '2.12': today, '3.7': today, '2.13': today, '3.8': today, '2.14': '2026-05-15', '3.9': '2026-09-29' };
const FIRST_MAY: Ends = {
  ...MASS, '2.11': '2026-05-14', '3.6': '2026-05-14', '2.12': '2026-05-30', '3.7': '2026-05-30', '2.13': '2026-05-30', '3.8': '2026-05-30', '2.14': '2026-05-30',
};
const SECOND: Ends = { ...FIRST_MAY, '2.13': '2026-06-30', '3.8': '2026-06-30', '2.14': '2026-07-30' };
const RESTORED: Ends = { ...APRIL_2026, '3.9': '2026-09-29' };
const of = (day: string, commit: string, ends: Ends, slips?: Slips): Revision => ({ day, commit, document: documentOf(ends, slips) });
const both = (...versions: readonly string[]) => versions.flatMap((version) => PROCESSORS.map((processor) => `${version} ${processor}`));

/** The edits of the git history of aws/sagemaker-distribution support_policy.md that moved dates or were wrong, in their order. */
export const REVISIONS: readonly Revision[] = [
  of('2025-03-12', 'before', MARCH_2025),
  of('2025-03-13', '2ea2d7d3', BACKDATED, { swapped: ['2.0 cpu', '1.11 cpu', '1.10 cpu'] }),
  of('2025-03-13', '1a9f35f0', BACKDATED),
  of('2025-04-30', 'new minors', APRIL_2025),
  of('2025-05-06', 'bf8bb62c', MAY_2025, { swapped: both('2.1', '2.2', '2.3') }),
  of('2025-05-07', '21cd1ed7', MAY_2025),
  of('2025-05-12', 'f4d3fadc', { ...MAY_2025, '2.4': '2025-05-25' }),
  of('2025-06-04', '209050b2', { ...MAY_2025, '2.4': '2025-05-25', '3.0': '2025-06-30' }),
  of('2025-06-09', '76174ddc', LATER_2025),
  of('2026-04-29', 'new minors', APRIL_2026),
  of('2026-04-30', 'e6276f1d', MASS),
  of('2026-05-01', '75db2fc2', FIRST_MAY, { missing: ['3.9 gpu'] }),
  of('2026-05-01', '14a10390', FIRST_MAY),
  of('2026-05-01', 'fafe6db6', SECOND),
  of('2026-05-05', '4bcd33ce', RESTORED),
];
