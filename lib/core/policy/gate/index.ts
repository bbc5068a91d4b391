import type { PolicyAnomaly } from '../policy';
import { errors } from './errors';
import { identity, UNACCEPTABLE } from './identity';
import { implausibleDates } from './implausible-dates';
import { massMove } from './mass-move';
import { newWarnings } from './new-warnings';
import { processors } from './processors';
import { references } from './references';
import { reason, viewOf, type GateCase, type GateRule } from './rule';
import { shrink } from './shrink';
import { surprisingMoves } from './surprising-moves';
import { vanishedDates } from './vanished-dates';
import { vanishedMajors } from './vanished-majors';
import { vanishedRows } from './vanished-rows';

/** A rule is one file and one line here, those that say most first. */
const RULES: readonly GateRule[] = [
  errors, vanishedRows, vanishedDates, processors, shrink, massMove, implausibleDates, references, surprisingMoves, vanishedMajors,
  newWarnings,
];

export interface GateInput extends GateCase {
  /** Of the candidate's document. */
  readonly sha256: string;
  /** Hashes of documents that an operator has looked at and wants. */
  readonly accepted: readonly string[];
}

export type GateVerdict = 'accepted' | 'accepted-with-doubts' | 'refused';

export interface GateJudgement {
  readonly verdict: GateVerdict;
  /** What refuses the document first, then the doubts. */
  readonly reasons: readonly PolicyAnomaly[];
}

/**
 * Whether a document may replace the policy that rules. A refused good document delays good news only, since its earlier dates
 * are shown and announced all the same; an accepted bad one would hide an end. So in doubt about a later date it is refused.
 */
export function judgeDocument({ sha256, accepted, ...given }: GateInput): GateJudgement {
  const view = viewOf(given);
  const unusable = identity(view);
  // A document of another family, or without rows, would break every other rule too, which says nothing more.
  const isOther = unusable.some(({ code }) => code === 'other-family');
  const rules = isOther ? [errors] : unusable.length > 0 ? [errors, newWarnings] : RULES;
  const broken = rules.flatMap((rule) => rule(view));
  // Why there are no rows is what the parser says.
  const found = isOther ? [...unusable, ...broken] : [...broken, ...unusable];
  const [against, doubts] = [found.filter(({ severity }) => severity === 'error'), found.filter(({ severity }) => severity !== 'error')];
  if (against.length === 0) return { verdict: doubts.length > 0 ? 'accepted-with-doubts' : 'accepted', reasons: doubts };
  const isWanted = accepted.some((hash) => hash.toLowerCase() === sha256.toLowerCase());
  if (!isWanted || against.some(({ code }) => UNACCEPTABLE.has(code))) return { verdict: 'refused', reasons: [...against, ...doubts] };
  const word = reason('accepted-by-operator', 'info', `The document would be refused, and is used because an operator named its sha256, '${sha256}'.`);
  return { verdict: 'accepted-with-doubts', reasons: [word, ...against, ...doubts] };
}

export type { GateCase, RulingPolicy } from './rule';
