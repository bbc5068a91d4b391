import type { CalendarDate } from '../../lib/core/calendar-date';
import { byLine } from '../../lib/core/policy/anomaly';
import { checkRowsOn } from '../../lib/core/policy/checks';
import type { PolicyDocument } from '../../lib/core/policy/policy';
import { POLICY_PARSERS } from './parsers';
import { isCustomPolicy, parseCustomPolicy } from '../../lib/core/policy/custom-policy/parse-custom-policy';
import { isCustomYaml, parseCustomYaml } from './parsers/custom-yaml';
import type { PolicyParser } from './parsers/policy-parser';
import { whyNotMarkdown, whyUnreadable } from './unreadable';

export interface ParseOptions {
  /** The vendor whose document it is; recognised where absent. A policy as JSON or YAML names its own family. */
  readonly family?: string;
  /** Today, for the checks against the calendar. */
  readonly asOf: CalendarDate;
}

const UNKNOWN_FAMILY = 'unknown';

/**
 * Reads a vendor's policy document, or a team's own policy as JSON or YAML. Never throws on what the text says: a text that is no
 * policy is a document without rows and with an anomaly of severity `error`, like a policy that is damaged.
 */
export function parsePolicyDocument(text: string, options: ParseOptions): PolicyDocument {
  const asked = options.family === undefined ? undefined : parserOf(options.family);
  if (isCustomPolicy(text)) return custom(parseCustomPolicy(text), options.family);
  if (isCustomYaml(text)) return custom(parseCustomYaml(text), options.family);
  const unreadable = whyUnreadable(text);
  if (unreadable !== undefined) return notAPolicy(options.family, unreadable);
  const parser = asked ?? POLICY_PARSERS.find((candidate) => candidate.recognises(text));
  if (parser === undefined) return notAPolicy(undefined, whyNobodys(text));
  const unfit = parser.whyUnreadable?.(text);
  if (unfit !== undefined) return notAPolicy(options.family, unfit);
  const document = parser.parse(text);
  return { ...document, anomalies: byLine([...document.anomalies, ...checkRowsOn(options.asOf, document)]) };
}

/** A text that no parser takes for its own is most likely a page or an error in place of a document. */
function whyNobodys(text: string): string {
  return whyNotMarkdown(text) ?? `must be of a known family (${families()}), got: text of none of them. Name the family if it is one`;
}

function custom(document: PolicyDocument, family: string | undefined): PolicyDocument {
  if (family === undefined || family === document.family) return document;
  return notAPolicy(family, `must be of the family that was named, '${family}', got: one of '${document.family}'`);
}

function parserOf(family: string): PolicyParser {
  const parser = POLICY_PARSERS.find((candidate) => candidate.family === family);
  if (parser === undefined) throw new Error(`'family' must be one whose documents can be read (${families()}), got: '${family}'`);
  return parser;
}

function families(): string {
  return POLICY_PARSERS.map((parser) => `'${parser.family}'`).join(', ');
}

function notAPolicy(family: string | undefined, why: string): PolicyDocument {
  return {
    family: family ?? UNKNOWN_FAMILY,
    releases: [],
    majors: [],
    anomalies: [{ code: 'not-a-policy', severity: 'error', line: null, message: `A policy document ${why}.` }],
  };
}
