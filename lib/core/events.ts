import type { CalendarDate } from './calendar-date';
import type { Change } from './change';

/** The source of all events. What they hold is in `lib/events/<name>.v1.json`, one JSON Schema for each detail type. */
export const EVENT_SOURCE = 'cdk-sagemaker-image-support';

/** `detail-type`, one for each kind of change and one for the scan as a whole. */
export const DETAIL_TYPES = {
  finding: 'Image Support Finding Changed',
  policy: 'Image Support Policy Changed',
  waiver: 'Image Support Waiver Changed',
  scan: 'Image Support Scan Completed',
} as const;

export type DetailType = (typeof DETAIL_TYPES)[keyof typeof DETAIL_TYPES];

/** Of the details, each for itself. The minor part counts what is added, the major part what no longer fits the old schema. */
export const DETAIL_VERSIONS: Readonly<Record<keyof typeof DETAIL_TYPES, string>> = {
  finding: '1.1',
  policy: '1.0',
  waiver: '1.0',
  scan: '1.0',
};

/** What every detail begins with: rules match on these. */
export interface EventDetailBase {
  readonly schemaVersion: string;
  readonly monitor: string;
  readonly accountId: string;
  readonly region: string;
  /** ISO instant. */
  readonly scannedAt: string;
  readonly asOf: CalendarDate;
  /** The same event sent again has the same key: a receiver may drop the second. */
  readonly idempotencyKey: string;
}

/** Name of the SNS message attribute that lists what a message is about: `finding`, `policy`, `waiver`. */
export const CHANGE_KINDS_ATTRIBUTE = 'changeKinds';

/** In the order in which they are told: policies first, since they explain the rest. */
export const CHANGE_KINDS: readonly Change['kind'][] = ['policy', 'finding', 'waiver'];
