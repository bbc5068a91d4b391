import { reason, type GateRule } from './rule';

/** Majors are context and the last resort for a minor without a row, so their loss changes little; it is told. */
export const vanishedMajors: GateRule = ({ candidate, ruling }) => {
  const there = new Set(candidate.majors.map(({ version }) => version));
  const lost = (ruling?.majors ?? []).map(({ version }) => version).filter((version) => !there.has(version));
  if (lost.length === 0) return [];
  return [reason('major-vanished', 'warning', `The table of major versions should keep its rows, got: none for ${[...new Set(lost)].map((version) => `'${version}'`).join(', ')}.`)];
};
