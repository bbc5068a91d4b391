import { SUPPORT_STATUSES, type Finding } from '../../lib/core/finding';
import { isJsonObject, type JsonObject } from '../../lib/core/json';
import type { ScanResult } from '../../lib/core/scan-result';
import { ServiceError } from '../../lib/core/service-failure';
import type { ObjectStore } from '../state/port';
import { damaged, parseStored } from '../state/schema';

/** The part of a report that is shown. */
export type ShownReport = Pick<ScanResult, 'scannedAt' | 'coverage' | 'findings'>;

/**
 * The last report of a monitor; undefined where there is none. The function may read this one object and nothing else, and S3 says
 * 'denied' for what is not there to those who may not list the bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function latestReport(store: Pick<ObjectStore, 'get'>, key: string): Promise<ShownReport | undefined> {
  const object = await store.get(key).catch((error: unknown) => {
    if (error instanceof ServiceError && error.failure.kind === 'denied') return undefined;
    throw error;
  });
  if (!object) return undefined;
  const report: unknown = parseStored(key, object.body);
  if (isShownReport(report)) return report;
  throw damaged(key, 'must hold the report of a scan, got JSON that is none');
}

function isShownReport(value: unknown): value is ShownReport {
  return isJsonObject(value)
    && typeof value['scannedAt'] === 'string' && !Number.isNaN(Date.parse(value['scannedAt']))
    && isJsonObject(value['coverage']) && Array.isArray(value['coverage']['failures'])
    && Array.isArray(value['findings']) && value['findings'].every(isFinding);
}

/** As far as it is shown: what is missing must not break the page. */
function isFinding(value: unknown): value is Finding {
  return isJsonObject(value)
    && SUPPORT_STATUSES.some((status) => status === value['status'])
    && [value['imageVersionArn'], value['imageName'], value['severity']].every(isText)
    && [value['endOfSupport'], value['endOfAvailability']].every((date) => date === null || isText(date))
    && Array.isArray(value['conditions']) && value['conditions'].every(isJsonObject)
    && isNamed(value['base'], 'family') && isNamed(value['successor'], 'version');
}

function isNamed(value: unknown, name: string): value is JsonObject | null {
  return value === null || (isJsonObject(value) && isText(value[name]));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
