import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { parseCustomPolicy } from '../core/policy/custom-policy/parse-custom-policy';

/** Enough to see what is wrong; who mends one sees the next. */
const MOST_REASONS = 10;

/** The text, if it is a team's own policy without errors. A bad one would only show when the deployed scan refuses it. */
export function checkPolicyDocument(what: string, text: string): string {
  const errors = parseCustomPolicy(text).anomalies.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return text;
  const reasons = errors.slice(0, MOST_REASONS).map(({ code, message }) => `\n  - ${code}: ${message}`).join('');
  const more = errors.length > MOST_REASONS ? `\n  - and ${errors.length - MOST_REASONS} more` : '';
  throw new Error(`${what} must be a policy without errors (look at it by 'sagemaker-image-support policy check'), got:${reasons}${more}`);
}

/** The text of a file that must be a team's own policy as JSON. */
export function readPolicyFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`'path' must be a policy file that can be read, got: '${path}': ${types.isNativeError(error) ? error.message : String(error)}`);
  }
  return checkPolicyDocument(`'${path}'`, text);
}
