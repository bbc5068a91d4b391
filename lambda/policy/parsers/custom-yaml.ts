import { Composer } from 'yaml';
import { problem } from '../../../lib/core/policy/custom-policy/json';
import { readCustomPolicy } from '../../../lib/core/policy/custom-policy/parse-custom-policy';
import type { PolicyDocument } from '../../../lib/core/policy/policy';
import { DEEPEST, shallowTokens } from '../../yaml-tokens';

/** Some thousand rows. */
const LARGEST = 512 * 1024;
/** What an alias may be expanded to. */
const MOST_ALIASES = 100;

/** Whether the text is a team's own policy as YAML: the two members that every one has, each at the beginning of a line. */
export function isCustomYaml(text: string): boolean {
  return text.length <= LARGEST && /^family:/m.test(text) && /^releases:/m.test(text);
}

/**
 * Reads a team's own policy as YAML. A version without quotes that looks like a number is refused and not guessed: `2.10` would be 2.1.
 */
export function parseCustomYaml(text: string): PolicyDocument {
  const tokens = shallowTokens(text);
  if (!tokens) return refused(`values nested ${DEEPEST} levels deep at most`, 'deeper ones');
  const [document, ...others] = new Composer({ schema: 'core', uniqueKeys: true, logLevel: 'silent' }).compose(tokens);
  if (!document || others.length > 0) return refused('one document', `${others.length + (document ? 1 : 0)} of them`);
  const [error] = [...document.errors, ...document.warnings];
  if (error) return refused('YAML without errors', error.message.split('\n')[0] ?? '');
  try {
    return readCustomPolicy(document.toJS({ maxAliasCount: MOST_ALIASES }));
  } catch (failure) {
    return refused('YAML whose aliases can be expanded', failure instanceof Error ? failure.message : String(failure));
  }
}

function refused(rule: string, value: string): PolicyDocument {
  return { family: 'unknown', releases: [], majors: [], anomalies: [problem('not-a-policy', 'the document', rule, value)] };
}
