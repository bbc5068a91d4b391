import { reason, type GateRule } from './rule';

/** The reasons that no operator's word outweighs: there is nothing to judge by. */
export const UNACCEPTABLE: ReadonlySet<string> = new Set(['other-family', 'no-rows']);

/** The document is the right one and has rows at all. */
export const identity: GateRule = ({ candidate, ruling }) => [
  ...(ruling === undefined || candidate.family === ruling.family ? [] : [
    reason('other-family', 'error', `A document must be of the family that it replaces, '${ruling.family}', got: one of '${candidate.family}'. Check its address.`),
  ]),
  ...(candidate.releases.length > 0 ? [] : [
    reason('no-rows', 'error', 'A policy must have rows, got: none that could be read. The last one that was whole stays in use.'),
  ]),
];
