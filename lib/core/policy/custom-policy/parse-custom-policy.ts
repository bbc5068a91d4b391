import { isJsonObject, type JsonObject } from '../../json';
import { duplicates } from '../checks/duplicates';
import type { PolicyAnomaly, PolicyDocument, PolicyRelease } from '../policy';
import {
  AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS, SAGEMAKER_DISTRIBUTION,
} from '../policy';
import { readGolden } from './golden';
import { problem, shown, type Report } from './json';
import { readMajor, readRelease } from './rows';

const FAMILY = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const LONGEST_FAMILY = 64;
const LARGEST = 1024 * 1024;
const VENDORS: readonly string[] = [SAGEMAKER_DISTRIBUTION, AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS];
/** Those that are read, and those that a policy has when this program prints one. */
const MEMBERS = ['$schema', 'family', 'releases', 'majors', 'golden', 'anomalies', 'source', 'sha256', 'retrievedAt', 'rule', 'publishedVersions', 'products', 'pending'];
/** What a document is called that does not tell its family. */
const UNKNOWN_FAMILY = 'unknown';

/** Whether the text is JSON in the form of a policy, well or badly filled in. Other JSON is none. */
export function isCustomPolicy(text: string): boolean {
  return policyData(parseObject(text)) !== undefined;
}

/** Reads a team's own policy as JSON. */
export function parseCustomPolicy(text: string): PolicyDocument {
  const json = parseObject(text);
  if (policyData(json)) return readCustomPolicy(json);
  const anomaly = problem('not-a-policy', 'the document', "a JSON object with 'family' and 'releases'", text);
  return { family: UNKNOWN_FAMILY, releases: [], majors: [], anomalies: [anomaly] };
}

/**
 * Reads a policy as plain data, from JSON or YAML: a team's own, or a product as the endoflife.date API gives it, version 1, whose names
 * the members have (https://endoflife.date/docs/api/v1/). Every row becomes a release, a major or an anomaly.
 */
export function readCustomPolicy(data: unknown): PolicyDocument {
  const json = policyData(data);
  const anomalies: PolicyAnomaly[] = [];
  const report: Report = (anomaly) => void anomalies.push(anomaly);
  if (!json) {
    report(problem('not-a-policy', 'the document', "an object with 'family' and 'releases'", data));
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

/**
 * The object that holds the rows, of data in the form of a policy. The API wraps it into `result`, with much beside it, and calls the
 * family `name`.
 */
export function policyData(data: unknown): JsonObject | undefined {
  if (!isJsonObject(data)) return undefined;
  const { result } = data;
  if (isJsonObject(result) && 'name' in result && 'releases' in result) return { family: result['name'], releases: result['releases'] };
  return 'family' in data && 'releases' in data ? data : undefined;
}

/** A team's policy has some hundred rows; what is larger is not looked into. */
function parseObject(text: string): unknown {
  if (text.length > LARGEST || !/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
