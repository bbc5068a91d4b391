import type { CalendarDate } from './calendar-date';
import type { Severity, SupportStatus } from './finding';
import type { Processor } from './policy/policy';
import type { Waiver } from './waiver';

export type FindingChangeType = 'NEW' | 'STATUS_CHANGED' | 'NOTICE_PERIOD' | 'DATE_MOVED' | 'REMINDER' | 'RESOLVED';

export type PolicyChangeType =
  | 'RELEASE_ADDED' | 'DATE_MOVED_EARLIER' | 'DATE_MOVED_LATER' | 'WITHDRAWN' | 'DOCUMENT_REFUSED' | 'DOCUMENT_ACCEPTED_WITH_DOUBTS';

interface ChangeBase {
  readonly severity: Severity;
  readonly message: string;
  /** The same change told twice has the same key: a receiver may drop the second. */
  readonly key: string;
}

/** News about one image version. */
export interface FindingChange extends ChangeBase {
  readonly kind: 'finding';
  readonly type: FindingChangeType;
  readonly imageVersionArn: string;
  /** The status before; null for a version not seen before. For `DATE_MOVED` and `NOTICE_PERIOD`, dates or days. */
  readonly from: SupportStatus | CalendarDate | number | null;
  readonly to: SupportStatus | CalendarDate | number | null;
  /** For `RESOLVED`: days from the first status that was not `SUPPORTED` until now. */
  readonly timeToRemedyDays?: number;
  /** As the finding has it, or had. */
  readonly owner?: string | null;
}

/** News about a vendor's policy. */
export interface PolicyChange extends ChangeBase {
  readonly kind: 'policy';
  readonly type: PolicyChangeType;
  readonly family: string;
  readonly version: string | null;
  /** Where the vendor counts versions by framework. */
  readonly framework?: string;
  /** Which date it is about, where not the end of support of a release. */
  readonly of?: 'availability' | 'major';
  readonly processors: readonly Processor[];
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** How far the date moved, negative for earlier. */
  readonly days: number | null;
  /** From today to the new date. */
  readonly noticeDays: number | null;
  /** Set where the date stands in a document that was refused: it is announced, and does not rule. */
  readonly pending?: boolean;
  /** ARNs of the image versions that it touches. */
  readonly affected: readonly string[];
}

export type WaiverChangeType = 'WAIVER_ADDED' | 'WAIVER_CHANGED' | 'WAIVER_REMOVED' | 'WAIVER_EXPIRED';

/** News about the waivers in force. */
export interface WaiverChange extends ChangeBase {
  readonly kind: 'waiver';
  readonly type: WaiverChangeType;
  readonly waiver: Waiver;
  /** ARNs of the image versions that it covers, or did. */
  readonly affected: readonly string[];
}

export type Change = FindingChange | PolicyChange | WaiverChange;

/** What makes a finding change the same one when it is told again. */
export interface FindingChangeIdentity {
  readonly imageVersionArn: string;
  readonly type: FindingChangeType;
  /** The notice period in days, or the date of a reminder, where the type has one. */
  readonly occasion: number | CalendarDate | null;
  /** The status now; null for a version that is no longer there. */
  readonly status: SupportStatus | null;
  /** The end of support that the policy gives. */
  readonly policyDate: CalendarDate | null;
}

/** Holds no scan time: a scan that runs again after a failure gives the same key. */
export function findingChangeKey({ imageVersionArn, type, occasion, status, policyDate }: FindingChangeIdentity): string {
  return [imageVersionArn, type, occasion ?? '-', status ?? '-', policyDate ?? '-'].join('|');
}
