import type { CalendarDate } from '../../calendar-date';
import type { PolicyAnomaly } from '../policy';
import { cpuGpuAsymmetry } from './cpu-gpu-asymmetry';
import { duplicates } from './duplicates';
import { minorAfterMajor } from './minor-after-major';
import type { DatedPolicyCheck, PolicyCheck, PolicyRows } from './policy-check';
import { processorUriMismatch } from './processor-uri-mismatch';
import { supportedButPast } from './supported-but-past';
import { unsupportedButFuture } from './unsupported-but-future';
import { versionUriMismatch } from './version-uri-mismatch';

/** A check is one file and one line here. */
const CHECKS: readonly PolicyCheck[] = [versionUriMismatch, processorUriMismatch, duplicates, cpuGpuAsymmetry, minorAfterMajor];
const DATED_CHECKS: readonly DatedPolicyCheck[] = [supportedButPast, unsupportedButFuture];

/** Contradictions in the rows themselves: they hold on every day. */
export function checkRows(rows: PolicyRows): readonly PolicyAnomaly[] {
  return CHECKS.flatMap((check) => check(rows));
}

/** Contradictions between the rows and the calendar. */
export function checkRowsOn(asOf: CalendarDate, rows: PolicyRows): readonly PolicyAnomaly[] {
  return DATED_CHECKS.flatMap((check) => check(rows, asOf));
}

export type { PolicyRows } from './policy-check';
