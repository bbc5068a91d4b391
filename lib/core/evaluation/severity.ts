import type { Severity, SupportStatus } from '../finding';

/** How an image version is used. Where usage was not read, the version counts as attached. */
export type Usage = 'unused' | 'attached' | 'running' | 'not-read';

type Row = readonly [unused: Severity, attached: Severity, running: Severity];

const ROWS: Readonly<Record<SupportStatus, Row>> = {
  END_OF_AVAILABILITY: ['HIGH', 'CRITICAL', 'CRITICAL'],
  END_OF_SUPPORT: ['MEDIUM', 'HIGH', 'CRITICAL'],
  EXPIRING: ['LOW', 'MEDIUM', 'MEDIUM'],
  UNKNOWN_BASE: ['LOW', 'MEDIUM', 'MEDIUM'],
  NOT_IN_POLICY: ['LOW', 'MEDIUM', 'MEDIUM'],
  IMAGE_UNAVAILABLE: ['LOW', 'MEDIUM', 'MEDIUM'],
  NO_DATE_PUBLISHED: ['INFORMATIONAL', 'LOW', 'LOW'],
  NOT_IN_POLICY_YET: ['INFORMATIONAL', 'LOW', 'LOW'],
  SUPPORTED: ['INFORMATIONAL', 'INFORMATIONAL', 'INFORMATIONAL'],
};

const EXPIRING_SOON: Row = ['MEDIUM', 'HIGH', 'HIGH'];

const COLUMN: Readonly<Record<Usage, 0 | 1 | 2>> = { 'unused': 0, 'attached': 1, 'not-read': 1, 'running': 2 };

/** How much a status matters. `daysLeft` decides for `EXPIRING` only: the last notice period weighs more. */
export function severityOf(status: SupportStatus, daysLeft: number | null, shortestNotice: number, usage: Usage): Severity {
  const soon = status === 'EXPIRING' && daysLeft !== null && daysLeft <= shortestNotice;
  return (soon ? EXPIRING_SOON : ROWS[status])[COLUMN[usage]];
}
