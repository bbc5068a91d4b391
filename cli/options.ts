import { InvalidArgumentError } from 'commander';
import { parseCalendarDate, type CalendarDate } from '../lib/core/calendar-date';
import { SEVERITIES, type Severity } from '../lib/core/finding';
import { namePatternProblem, tagProblem, type ImageCriterion } from '../lib/core/image-selection';
import type { RegistryAccount } from '../lib/core/lineage/vendors/aws-deep-learning-containers-accounts';
import { parseVendorAccount } from '../lib/core/lineage/vendors/vendor-accounts';

/** Readers of option values. Each refuses with the rule and an example; the parser adds option and value. */

export function asDate(value: string): CalendarDate {
  const date = parseCalendarDate(value);
  if (date === undefined) throw new InvalidArgumentError('It must be a day of the calendar as YYYY-MM-DD, for example 2026-11-30.');
  return date;
}

export function asSeverity(value: string): Severity {
  const severity = SEVERITIES.find((known) => known === value.toUpperCase());
  if (severity === undefined) throw new InvalidArgumentError(`It must be one of ${[...SEVERITIES].reverse().join(', ')}.`);
  return severity;
}

export function asRegion(value: string): string {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value)) throw new InvalidArgumentError('It must be the code of an AWS Region, for example us-east-1.');
  return value;
}

export function asVendorAccount(value: string): RegistryAccount {
  const account = parseVendorAccount(value);
  if (account === undefined) throw new InvalidArgumentError('It must be a Region and the account of 12 digits there, for example eu-west-1=123456789012.');
  return account;
}

export function asImageName(value: string): ImageCriterion {
  const problem = namePatternProblem(value);
  if (problem !== undefined) throw new InvalidArgumentError(`It must ${problem}.`);
  return { name: value };
}

export function asImageTag(value: string): ImageCriterion {
  const [, tag = '', wanted] = /^([^=]*)(?:=([^]*))?$/.exec(value) ?? [];
  const problem = tagProblem(tag, wanted);
  if (problem !== undefined) throw new InvalidArgumentError(`It must ${problem}, for example team=ml.`);
  return { tag, ...(wanted !== undefined && { value: wanted }) };
}

export function asTagName(value: string): string {
  const problem = tagProblem(value, undefined);
  if (problem !== undefined) throw new InvalidArgumentError(`It must ${problem}.`);
  return value;
}

export function asPositiveNumber(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0 || value.trim() === '') throw new InvalidArgumentError('It must be a number of 0 or more.');
  return number;
}

export function asDays(value: string): number {
  const days = Number(value);
  if (!Number.isInteger(days) || days < 0 || value.trim() === '') throw new InvalidArgumentError('It must be a whole number of days, or 0 for never.');
  return days;
}

export function asSha256(value: string): string {
  const hash = value.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new InvalidArgumentError('It must be a SHA-256 hash of 64 hexadecimal digits, as the refusal gives it.');
  return hash;
}

export function asPort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('It must be a port from 0 (any free one) to 65535.');
  return port;
}

export function asPath(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It must be the path of a file or folder.');
  return value;
}

/** For options that may be given several times. */
export function collect<T>(read: (value: string) => T): (value: string, previous: readonly T[] | undefined) => readonly T[] {
  return (value, previous = []) => [...previous, read(value)];
}
