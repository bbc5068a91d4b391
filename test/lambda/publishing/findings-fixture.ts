import { daysBetween, type CalendarDate } from '../../../lib/core/calendar-date';
import type { Finding } from '../../../lib/core/finding';
import type { Coverage } from '../../../lib/core/scan-result';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export function arnOf(imageName: string, version: number): string {
  return `arn:aws:sagemaker:${REGION}:${ACCOUNT}:image-version/${imageName}/${version}`;
}

/** A supported version; every test says what is different about its own. */
export function finding(overrides: Partial<Finding> = {}): Finding {
  const imageName = overrides.imageName ?? 'data-science';
  const version = overrides.version ?? 1;
  const imageVersionArn = arnOf(imageName, version);
  return {
    imageVersionArn,
    imageName,
    accountId: ACCOUNT,
    region: REGION,
    aliases: [],
    status: 'SUPPORTED',
    severity: 'INFORMATIONAL',
    conditions: [],
    base: { family: 'sagemaker-distribution', version: '2.4', processor: 'cpu', confidence: 'certain' },
    evidence: [],
    endOfSupport: null,
    endOfAvailability: null,
    daysLeft: null,
    policyRow: null,
    successor: null,
    firstSeen: '1999-01-01T00:00:00.000Z',
    statusSince: '1999-01-01T00:00:00.000Z',
    _key: imageVersionArn,
    account_id: ACCOUNT,
    base_image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/team/ds:2025-05`,
    container_image: null,
    creation_time: '2025-01-05T10:00:00.000Z',
    failure_reason: null,
    horovod: null,
    image_arn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:image/${imageName}`,
    image_version_arn: imageVersionArn,
    image_version_status: 'CREATED',
    job_type: null,
    last_modified_time: '2025-01-05T10:00:00.000Z',
    ml_framework: null,
    processor: null,
    programming_lang: null,
    release_notes: null,
    tags: {},
    vendor_guidance: null,
    version,
    ...overrides,
  };
}

/** The same version as of a day, with the status that its date gives under notice periods of 90, 30 and 7 days. */
export function dated(today: CalendarDate, endOfSupport: CalendarDate, overrides: Partial<Finding> = {}): Finding {
  const daysLeft = daysBetween(today, endOfSupport);
  const status = daysLeft < 0 ? 'END_OF_SUPPORT' : daysLeft <= 90 ? 'EXPIRING' : 'SUPPORTED';
  const severity = status === 'END_OF_SUPPORT' ? 'HIGH' : status === 'SUPPORTED' ? 'INFORMATIONAL' : daysLeft <= 7 ? 'HIGH' : 'MEDIUM';
  return finding({ status, severity, endOfSupport, daysLeft, ...overrides });
}

export function coverageOf(findings: readonly Finding[], overrides: Partial<Coverage> = {}): Coverage {
  return {
    images: new Set(findings.map(({ imageName }) => imageName)).size,
    versionsListed: findings.length,
    excludedByFilter: 0,
    goneDuringScan: 0,
    findings: findings.length,
    complete: true,
    failures: [],
    calls: { 'sagemaker.ListImages': 1 },
    ...overrides,
  };
}
