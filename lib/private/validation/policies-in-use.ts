import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { type CalendarDate, dateOf, daysBetween } from '../../core/calendar-date';
import { inDays } from '../../core/describe-finding';
import { POLICY_STALE_AFTER_DAYS } from '../../core/evaluation/options';
import { parseObject } from '../../core/json';
import { shippedPolicies } from '../../core/policy/catalog';
import { parseCustomPolicy } from '../../core/policy/custom-policy/parse-custom-policy';
import type { Policy } from '../../core/policy/policy';
import { checkPolicyDocument } from '../policy-checks';

/** A policy, with where it is from and what is known of its age. */
export interface PolicyInUse {
  readonly policy: Policy;
  /** `came with this library`, or the file. */
  readonly origin: string;
  /** `now`: the file is the team's word itself, and no copy of it. `untold`: a copy that does not say when it was read. */
  readonly age: 'read' | 'now' | 'untold';
}

/** The policies that came with the library, and in place of them, or beside them, those of files. */
export function policiesInUse(files: readonly string[]): readonly PolicyInUse[] {
  const given = files.map(fromFile);
  const families = given.map(({ policy }) => policy.family);
  const repeated = families.find((family, index) => families.indexOf(family) !== index);
  if (repeated !== undefined) throw new Error(`'policyFiles' must have one file for each family of images, got: '${repeated}' more than once`);
  const shipped = shippedPolicies().filter(({ family }) => !families.includes(family));
  return [...shipped.map((policy): PolicyInUse => ({ policy, origin: 'came with this library', age: 'read' })), ...given];
}

function fromFile(path: string): PolicyInUse {
  const text = checkPolicyDocument(`'${path}' of 'policyFiles'`, readText(path));
  const document = parseCustomPolicy(text);
  const isVendors = shippedPolicies().some(({ family }) => family === document.family);
  const retrievedAt = retrievedAtOf(path, text);
  const policy: Policy = {
    ...document,
    source: path,
    sha256: createHash('sha256').update(text).digest('hex'),
    retrievedAt: retrievedAt ?? '',
    rule: 'fresh',
  };
  return { policy, origin: `from '${path}'`, age: retrievedAt !== undefined ? 'read' : isVendors ? 'untold' : 'now' };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`'policyFiles' must be files that can be read, got: '${path}': ${types.isNativeError(error) ? error.message : String(error)}`);
  }
}

function retrievedAtOf(path: string, text: string): string | undefined {
  const value = parseObject(text)?.['retrievedAt'];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
  throw new Error(`'retrievedAt' of '${path}' must be the day on which the policy was read, such as '2026-08-13', got: ${JSON.stringify(value)}`);
}

/** As the evaluation takes it: without a day of its own, a policy was read today. */
export function datedPolicy({ policy }: PolicyInUse, today: CalendarDate): Policy {
  return policy.retrievedAt === '' ? { ...policy, retrievedAt: today } : policy;
}

/** Whether dates may have moved since the policy, or the row of it that was read on a day of its own, was read. */
export function isStale({ policy, age }: PolicyInUse, today: CalendarDate, rowReadAt?: string): boolean {
  if (age !== 'read') return age === 'untold';
  return daysBetween(dateOf(rowReadAt ?? policy.retrievedAt), today) > POLICY_STALE_AFTER_DAYS;
}

/** Where a policy is from and how old it is: `came with this library, read on 2026-08-13, 9 days ago`. */
export function describePolicy(used: PolicyInUse, today: CalendarDate, rowReadAt?: string): string {
  return `${used.origin}, ${ageOf(used, today, rowReadAt)}${isStale(used, today, rowReadAt) ? '; stale, its dates may have moved since' : ''}`;
}

function ageOf({ policy, age }: PolicyInUse, today: CalendarDate, rowReadAt: string | undefined): string {
  if (age === 'now') return 'as it is now';
  if (age === 'untold') return "which does not say when it was read (add 'retrievedAt' to it)";
  const readOn = dateOf(rowReadAt ?? policy.retrievedAt);
  const days = daysBetween(readOn, today);
  return `read on ${readOn}${days < 0 ? '' : `, ${inDays(-days)}`}`;
}
