import { duplicates } from '../../../lib/core/policy/checks/duplicates';
import type { PolicyAnomaly, PolicyDocument, PolicyRelease } from '../../../lib/core/policy/policy';
import {
  AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS, SAGEMAKER_DISTRIBUTION,
} from '../../../lib/core/policy/policy';
import { LARGEST_BYTES } from '../unreadable';
import { readGolden } from './custom/golden';
import { isJsonObject, type JsonObject } from '../../../lib/core/json';
import { problem, shown, type Report } from './custom/json';
import { readMajor, readRelease } from './custom/rows';

const FAMILY = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const LONGEST_FAMILY = 64;
const VENDORS: readonly string[] = [SAGEMAKER_DISTRIBUTION, AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS];
/** Those that are read, and those that a policy has when this program prints one. */
const MEMBERS = ['$schema', 'family', 'releases', 'majors', 'golden', 'anomalies', 'source', 'sha256', 'retrievedAt', 'rule', 'publishedVersions'];
/** What a document is called that does not tell its family. */
const UNKNOWN_FAMILY = 'unknown';

/** Whether the text is JSON in the form of a policy, well or badly filled in. Other JSON is none. */
export function isCustomPolicy(text: string): boolean {
  return policyOf(text) !== undefined;
}

/**
 * Reads a policy as JSON: a team's own, or a product as the endoflife.date API gives it, version 1, whose names the members
 * have (https://endoflife.date/docs/api/v1/). Every row becomes a release, a major or an anomaly.
 */
export function parseCustomPolicy(text: string): PolicyDocument {
  const json = policyOf(text);
  const anomalies: PolicyAnomaly[] = [];
  const report: Report = (anomaly) => void anomalies.push(anomaly);
  if (!json) {
    report(problem('not-a-policy', 'the document', "a JSON object with 'family' and 'releases'", text));
    return { family: UNKNOWN_FAMILY, releases: [], majors: [], anomalies };
  }
  const family = readFamily(json, report);
  const golden = json['golden'] === undefined ? undefined : readGolden(json['golden'], report);
  if (golden && VENDORS.includes(family)) report(problem('invalid-golden', 'golden', `left out where the family is a vendor's (give your own base a family of its own)`, family));
  const releases = withAddress(rowsOf(json, 'releases', report, readRelease), golden?.repositories[0]);
  const majors = rowsOf(json, 'majors', report, readMajor);
  if (releases.length === 0 && anomalies.length === 0) report(problem('no-releases', 'releases', 'a list with one release at least', json['releases']));
  for (const name of Object.keys(json)) if (!MEMBERS.includes(name)) report(unknownMember(name));
  return { family, releases, majors, anomalies: [...anomalies, ...duplicates({ releases, majors })], ...(golden && { golden }) };
}

/** The object that holds the rows. The API wraps it into `result`, with much beside it, and calls the family `name`. */
function policyOf(text: string): JsonObject | undefined {
  if (text.length > LARGEST_BYTES || !/^\s*\{/.test(text)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const { result } = json;
  if (isJsonObject(result) && 'name' in result && 'releases' in result) return { family: result['name'], releases: result['releases'] };
  return 'family' in json && 'releases' in json ? json : undefined;
}

function readFamily({ family }: JsonObject, report: Report): string {
  if (typeof family === 'string' && FAMILY.test(family) && family.length <= LONGEST_FAMILY) return family;
  report(problem('invalid-family', 'family', `at most ${LONGEST_FAMILY} lower-case letters and digits with single separators (._-), such as 'acme-base'`, family));
  return UNKNOWN_FAMILY;
}

function rowsOf<T>(
  json: JsonObject, member: string, report: Report, read: (row: JsonObject, name: string, report: Report) => T | undefined,
): readonly T[] {
  const rows = json[member];
  if (rows === undefined) return [];
  if (!Array.isArray(rows)) {
    report(problem('unreadable-row', member, 'a list of objects', rows));
    return [];
  }
  return rows.flatMap((row: unknown, index): T[] => {
    const name = `${member}[${index}]`;
    const value = isJsonObject(row) ? read(row, name, report) : undefined;
    if (!isJsonObject(row)) report(problem('unreadable-row', name, 'an object', row));
    return value === undefined ? [] : [value];
  });
}

/** A golden image's tags are its versions, unless a row says otherwise: advice to move to a release needs an address. */
function withAddress(releases: readonly PolicyRelease[], repository: string | undefined): readonly PolicyRelease[] {
  if (repository === undefined) return releases;
  return releases.map((release) => (release.uri === undefined ? { ...release, uri: `${repository}:${release.version}` } : release));
}

function unknownMember(name: string): PolicyAnomaly {
  return { code: 'unknown-member', severity: 'warning', line: null, message: `A policy has no member ${shown(name)}: it is not read. Correct its name, or leave it out.` };
}
