import { ENVIRONMENT, type PolicyDocumentSettings, type PolicySettings } from '../../lib/core/contract';
import type { ImageSelection } from '../../lib/core/image-selection';
import { isJsonObject } from '../../lib/core/json';
import type { RegistryAccount } from '../../lib/core/lineage/vendors/aws-deep-learning-containers-accounts';
import { parseVendorAccount } from '../../lib/core/lineage/vendors/vendor-accounts';
import { DEFAULT_USAGE_SCOPE, USAGE_SCOPES, usageScopeOf, type UsageScopeName } from '../../lib/core/usage-scope';
import { readImageFilters } from './image-filters';

export interface ObjectAddress {
  readonly bucketName: string;
  readonly key: string;
}

/** What the construct tells the function. */
export interface MonitorSettings {
  readonly monitor: string;
  readonly topicArn: string;
  readonly chatTopicArn?: string;
  readonly eventBus: string;
  readonly bucketName: string;
  readonly noticePeriods: readonly number[];
  readonly reminderDays: number;
  readonly region: string;
  /** Where the catalogue of known bases lies, if one was given. */
  readonly chainCatalogue?: ObjectAddress;
  readonly policies: PolicySettings;
  /** Where sets of waivers lie. */
  readonly waivers: readonly ObjectAddress[];
  readonly vendorAccounts: readonly RegistryAccount[];
  readonly images: ImageSelection;
  readonly usageScope: UsageScopeName;
  readonly ownerTag?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The names that a bucket can have: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const OBJECT_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/;

/** Reads the function's environment; names every variable that is missing or wrong. */
export function readSettings(env: Environment): MonitorSettings {
  const chatTopicArn = env[ENVIRONMENT.chatTopicArn];
  const ownerTag = env[ENVIRONMENT.ownerTag];
  const [chainCatalogue] = listOf(env, ENVIRONMENT.chainCatalogue, objectAddress, "'s3://bucket/key'");
  return {
    monitor: required(env, ENVIRONMENT.monitor),
    topicArn: required(env, ENVIRONMENT.topicArn),
    ...(chatTopicArn !== undefined && { chatTopicArn }),
    eventBus: required(env, ENVIRONMENT.eventBus),
    bucketName: required(env, ENVIRONMENT.bucketName),
    noticePeriods: noticePeriodsOf(required(env, ENVIRONMENT.noticePeriods)),
    reminderDays: daysOf(required(env, ENVIRONMENT.reminderDays)),
    region: required(env, 'AWS_REGION'),
    ...(chainCatalogue && { chainCatalogue }),
    policies: policiesOf(required(env, ENVIRONMENT.policies)),
    waivers: listOf(env, ENVIRONMENT.waivers, objectAddress, "'s3://bucket/key' of each set, separated by commas"),
    vendorAccounts: listOf(env, ENVIRONMENT.vendorAccounts, parseVendorAccount, "'region=account' of each account, separated by commas"),
    images: readImageFilters(env[ENVIRONMENT.imageFilters]),
    usageScope: scopeOf(env[ENVIRONMENT.usageScope]),
    ...(ownerTag !== undefined && { ownerTag }),
  };
}

function scopeOf(text: string = DEFAULT_USAGE_SCOPE): UsageScopeName {
  const scope = usageScopeOf(text);
  if (scope === undefined) throw wrong(ENVIRONMENT.usageScope, `be one of ${USAGE_SCOPES.join(', ')}, or not set`, text);
  return scope;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable '${name}' must be set, got: nothing. Deploy the function by its construct.`);
  return value;
}

function wrong(name: string, rule: string, value: string): Error {
  return new Error(`The environment variable '${name}' must ${rule}, got: '${value}'. Deploy the function by its construct.`);
}

function noticePeriodsOf(text: string): readonly number[] {
  // Periods that were only known at deployment come in any order.
  const periods = [...new Set(text.split(',').map(Number))].sort((a, b) => b - a);
  if (periods.every((days) => Number.isInteger(days) && days > 0)) return periods;
  throw wrong(ENVIRONMENT.noticePeriods, 'list whole days', text);
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 0) return days;
  throw wrong(ENVIRONMENT.reminderDays, 'be whole days, or 0 for never', text);
}

/** A variable that holds a list: empty where it is not set. */
function listOf<T>(env: Environment, name: string, read: (text: string) => T | undefined, rule: string): readonly T[] {
  const text = env[name];
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const value = read(part);
    if (value === undefined) throw wrong(name, `be ${rule}, or not set`, text);
    return value;
  });
}

/** The bucket and key of an `s3://` address. */
export function objectAddress(url: string): ObjectAddress | undefined {
  const [, bucketName, key] = OBJECT_URL.exec(url) ?? [];
  return bucketName === undefined || key === undefined ? undefined : { bucketName, key };
}

function policiesOf(text: string): PolicySettings {
  const settings: unknown = jsonOf(text);
  if (isJsonObject(settings) && isTexts(settings['accepted']) && isDocuments(settings['documents'])) {
    return { documents: settings['documents'], accepted: settings['accepted'] };
  }
  throw wrong(ENVIRONMENT.policies, "be JSON with 'documents' and 'accepted'", text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDocuments(value: unknown): value is readonly PolicyDocumentSettings[] {
  return Array.isArray(value) && value.every((entry: unknown) => isJsonObject(entry)
    && [entry['id'], entry['location']].every((text) => text === undefined || typeof text === 'string')
    && [undefined, false, true].some((flag) => flag === entry['refresh']));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
