import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { dateOf } from '../core/calendar-date';
import { checkWaivers } from '../core/waivers/check-waivers';

/** Enough to see what is wrong; who mends one sees the next. */
const MOST_PROBLEMS = 10;

/** Throws where waivers have a mistake. The horizon of their ends counts from the day of synthesis. */
export function checkWaiverList(data: unknown, what = "'waivers'"): void {
  const { problems } = checkWaivers(data, dateOf(new Date().toISOString()));
  if (problems.length === 0) return;
  const shown = problems.slice(0, MOST_PROBLEMS).map((problem) => `\n  - ${problem}`).join('');
  const more = problems.length > MOST_PROBLEMS ? `\n  - and ${problems.length - MOST_PROBLEMS} more` : '';
  throw new Error(`${what} must be waivers without mistakes, got:${shown}${more}`);
}

/** Throws where a file does not hold waivers as JSON, or they have a mistake. */
export function readWaiverFile(path: string): void {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = types.isNativeError(error) ? error.message : String(error);
    throw new Error(`'path' must be a JSON file of waivers that can be read, got: '${path}': ${reason}`);
  }
  checkWaiverList(data, `'${path}'`);
}
