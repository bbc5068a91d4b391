import type { GateRule } from './rule';

/** What the parser calls an error: a missing table, a row that cannot be read, a merge that nobody finished. */
export const errors: GateRule = ({ candidate }) => candidate.anomalies.filter(({ severity }) => severity === 'error');
