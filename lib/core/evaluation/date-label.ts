import type { DateLabel } from '../lineage/date-labels';
import { isWorse, type Standing } from './dating';
import type { EvaluationOptions } from './options';
import { statusOn } from './status';

/** What the date labels of an image come to. */
export interface LabelVerdict extends Standing {
  readonly reason: string;
}

/**
 * The verdict of the nearest date label, where it is worse than what else is known. Whoever builds an image may write any date
 * on it, so that a label can only take support away: never does a later date, or one beside a base that is not known, give any.
 */
export function judgeLabels(
  labels: readonly DateLabel[], known: Standing, { today, noticePeriods }: EvaluationOptions,
): LabelVerdict | undefined {
  const [nearest] = labels
    .flatMap(({ label, date }) => (date === null ? [] : [{ label, date }]))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  if (!nearest) return undefined;
  const status = statusOn(today, { endOfSupport: nearest.date, endOfAvailability: null }, Math.max(...noticePeriods));
  const verdict = { status, endOfSupport: nearest.date, reason: `The image's label '${nearest.label}' gives ${nearest.date} as the end of its support.` };
  return isWorse(verdict, known) ? verdict : undefined;
}

/** Labels that their authors believe to count, and that nobody can read. */
export function malformedLabels(labels: readonly DateLabel[]): readonly string[] {
  return labels
    .filter(({ date }) => date === null)
    .map(({ label, value }) => `The image's label '${label}' must be a day as YYYY-MM-DD, got: '${value}'; it does not count until it is.`);
}
