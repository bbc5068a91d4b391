import { nearestRows } from '../compare-policies';
import { reason, type GateRule } from './rule';

/**
 * How much of a policy may go in one step. SageMaker Distribution never removed a row; AWS Deep Learning Containers deleted
 * the files of a handful of old releases out of two hundred rows. A tenth leaves room for such tidying, and half a table is far more.
 */
export const LARGEST_LOSS = 0.1;
/** A small policy, such as a team's own, may always lose as many. */
export const ALWAYS_LOSABLE = 2;

/** The document is not much smaller than what it replaces, row by row: new rows do not make up for lost ones. */
export const shrink: GateRule = ({ rows, rulingRows, shipped }) => {
  const lost = [...rulingRows.keys()].filter((key) => !rows.has(key)).length;
  if (isTooMuch(lost, rulingRows.size)) {
    return [reason('shrunk', 'error', `A policy must keep at least ${percent(1 - LARGEST_LOSS)} of its rows in one step, got: ${lost} of ${rulingRows.size} lost. The document looks cut.`)];
  }
  const floor = nearestRows(shipped?.releases ?? []).size;
  // A policy that rules with fewer rows than were shipped got there step by step, or by an operator's word.
  if (!isTooMuch(floor - rows.size, floor) || isTooMuch(floor - rulingRows.size, floor)) return [];
  return [reason('smaller-than-shipped', 'error', `A policy must have about as many rows as the shipped one, ${floor}, got: ${rows.size}. The document looks cut.`)];
};

function isTooMuch(lost: number, of: number): boolean {
  return lost > ALWAYS_LOSABLE && lost > of * LARGEST_LOSS;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
