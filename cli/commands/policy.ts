import { dateOf } from '../../lib/core/calendar-date';
import { shippedPolicies } from '../../lib/core/policy/catalog';
import type { Policy } from '../../lib/core/policy/policy';
import { policySummary } from '../../lambda/scan/policy-summaries';
import { parsePolicyDocument } from '../../lambda/policy/parse-policy-document';
import { POLICY_PARSERS } from '../../lambda/policy/parsers';
import { print, UsageError, warn, type Console } from '../console';
import { EXIT, type ExitCode } from '../exit-code';
import { chosenFormat, type OutputFormat } from '../output/format';
import { policiesText, policyText } from '../output/policy-text';
import { printable, styleFor, wantsColour } from '../output/style';
import { readDocument } from '../read-document';

/** `policy show`: all policies in use, or one with its rows. */
export function showPolicy(console: Console, family: string | undefined, options: { readonly format?: OutputFormat }): ExitCode {
  const policies = shippedPolicies();
  const json = chosenFormat(options.format, console.stdout) === 'json';
  const style = styleFor(wantsColour(console.stdout, console.env));
  const today = dateOf(console.now().toISOString());
  if (family === undefined) {
    print(console, json ? JSON.stringify({ policies: policies.map(policySummary) }, null, 2) : policiesText(policies, today, style));
    return EXIT.fine;
  }
  const policy = named(policies, family);
  print(console, json ? JSON.stringify(policy, null, 2) : policyText(policy, today, style));
  return EXIT.fine;
}

function named(policies: readonly Policy[], family: string): Policy {
  const policy = policies.find((candidate) => candidate.family === family);
  if (!policy) throw new UsageError(`'${family}' is no family with a policy in use. There are ${policies.map((known) => `'${known.family}'`).join(', ')}.`);
  return policy;
}

/** `policy check`: what one document says, as JSON, and what is wrong with it. */
export async function checkPolicy(console: Console, location: string, options: { readonly family?: string }): Promise<ExitCode> {
  const known = POLICY_PARSERS.map(({ family }) => family);
  if (options.family !== undefined && !known.includes(options.family)) {
    throw new UsageError(`'--family' must be one whose documents can be read (${known.map((family) => `'${family}'`).join(', ')}), got: '${options.family}'.`);
  }
  const text = await readDocument(location);
  const document = parsePolicyDocument(text, { ...options, asOf: dateOf(console.now().toISOString()) });
  const { family, releases, majors, anomalies, golden } = document;
  print(console, JSON.stringify({ family, releases, majors, ...(golden && { golden }), anomalies }, null, 2));
  const errors = anomalies.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return EXIT.fine;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more errors)` : '';
  warn(console, printable(`'${location}' is refused${first.line === null ? '' : `, line ${first.line}`}: ${first.message}${more}`));
  return EXIT.documentRefused;
}
