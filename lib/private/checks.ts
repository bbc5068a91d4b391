import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { type Duration, Token, Tokenization } from 'aws-cdk-lib';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { parseChainCatalogue } from '../core/lineage/chain-catalogue';
import { formatVendorAccount, parseVendorAccount } from '../core/lineage/vendors/vendor-accounts';

/** The longest life of a vendor's release with its notice is well within two years. */
const MAX_NOTICE_DAYS = 730;
const MAX_REMINDER_DAYS = 365;
/** Lambda's own limits: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_TIMEOUT_MINUTES = 15;
const MEMORY_MEBIBYTES = { min: 128, max: 10_240 };
/** Narrower than CloudWatch's rule for dimension values, so that the name fits into a message subject too. */
const MONITOR_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const DAYS_OF_UNIT: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1 };

/** Every refusal names the prop, the rule and the value. */
export function refuse(prop: string, rule: string, value: string): never {
  throw new Error(`'${prop}' must ${rule}, got: ${value}`);
}

/**
 * Notice periods as the function reads them: days, longest first, separated by commas. Days that are known only at
 * deployment can't be put in order here; they stay where they were given.
 */
export function renderNoticePeriods(periods: readonly Duration[]): string {
  if (periods.length === 0) refuse('noticePeriods', 'name at least one period', 'none');
  const days = periods.map(noticeDays);
  if (days.some((day) => Token.isUnresolved(day))) return days.map((day) => Tokenization.stringifyNumber(day)).join(',');
  return [...new Set(days)].sort((a, b) => b - a).join(',');
}

function noticeDays(period: Duration): number {
  if (period.isUnresolved()) return period.toDays();
  const days = period.toDays({ integral: false });
  if (!Number.isInteger(days)) refuse('noticePeriods', 'be whole days', period.formatTokenToNumber());
  if (days < 1 || days > MAX_NOTICE_DAYS) refuse('noticePeriods', `be from 1 to ${MAX_NOTICE_DAYS} days`, period.formatTokenToNumber());
  return days;
}

/** Days after which an open finding is told again; 0 for never. */
export function renderReminder(interval: Duration): string {
  if (interval.isUnresolved()) return Tokenization.stringifyNumber(interval.toDays());
  const days = interval.toDays({ integral: false });
  if (!Number.isInteger(days)) refuse('reminder', 'be whole days', interval.formatTokenToNumber());
  if (days > MAX_REMINDER_DAYS) refuse('reminder', `be at most ${MAX_REMINDER_DAYS} days, or none for never`, interval.formatTokenToNumber());
  return String(days);
}

export function checkMonitorName(name: string): void {
  if (Token.isUnresolved(name) || MONITOR_NAME.test(name)) return;
  refuse('monitorName', "be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit", `'${name}'`);
}

export function checkTimeout(timeout: Duration): void {
  if (timeout.isUnresolved()) return;
  const minutes = timeout.toMinutes({ integral: false });
  if (minutes < 1 || minutes > MAX_TIMEOUT_MINUTES) {
    refuse('timeout', `be from 1 to ${MAX_TIMEOUT_MINUTES} minutes`, timeout.formatTokenToNumber());
  }
}

export function checkMemorySize(memorySize: number): void {
  if (Token.isUnresolved(memorySize)) return;
  const { min, max } = MEMORY_MEBIBYTES;
  if (!Number.isInteger(memorySize) || memorySize < min || memorySize > max) {
    refuse('memorySize', `be a whole number of MiB from ${min} to ${max}`, String(memorySize));
  }
}

/** One scan at a set time would look like a monitor and watch nothing after it. */
export function checkSchedule(schedule: ScheduleExpression): void {
  const expression = schedule.expressionString;
  if (Token.isUnresolved(expression)) return;
  if (expression.startsWith('at(')) refuse('schedule', 'repeat (use ScheduleExpression.rate or ScheduleExpression.cron)', expression);
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression);
  if (!rate && !/^cron\(\S+( \S+){5}\)$/.test(expression)) {
    refuse('schedule', 'be a rate or a cron expression of six fields (use ScheduleExpression.rate or ScheduleExpression.cron)', expression);
  }
  if (rate && Number(rate[1]) * DAYS_OF_UNIT[rate[2]!]! > 1) {
    refuse('schedule', 'be at least once a day, or the daily metrics have gaps', expression);
  }
}

export function checkRepositories(repositories: readonly unknown[]): void {
  if (repositories.length === 0) {
    refuse('repositories', 'name at least one repository (leave it out for all of the account and Region)', 'none');
  }
}

/** The accounts as the function reads them. */
export function renderVendorAccounts(accounts: readonly { readonly region: string; readonly accountId: string }[]): string {
  return accounts.map(formatVendorAccount).map((text) => {
    if (!Token.isUnresolved(text) && !parseVendorAccount(text)) {
      refuse('vendorAccounts', "name a Region and its account of 12 digits, such as { region: 'eu-west-1', accountId: '123456789012' }", text);
    }
    return text;
  }).join(',');
}

/** The function reads over TLS only. */
export function checkPolicyUrl(url: string): void {
  if (Token.isUnresolved(url)) return;
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') refuse('url', "be an 'https' address", `'${url}'`);
  const { username, password, host } = new URL(url);
  // It would stand in the template, and the function would not use it.
  if (username !== '' || password !== '') refuse('url', 'be an address without user name and password (use a mirror that needs none)', `one of '${host}' with them`);
}

/** A catalogue that can't be read would only show when the deployed scan fails. */
export function checkChainCatalogue(path: string): void {
  const text = readCatalogue(path);
  try {
    parseChainCatalogue(text);
  } catch (error) {
    refuse('chainCatalogue', 'be a file that the catalogue command made', `'${path}': ${messageOf(error)}`);
  }
}

function readCatalogue(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return refuse('chainCatalogue', 'be a file that can be read', `'${path}': ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
