import type { Finding, SupportStatus } from '../../../lib/core/finding';
import { isWaived } from '../statuses';

const ENDED: readonly SupportStatus[] = ['END_OF_SUPPORT', 'END_OF_AVAILABILITY'];

/** How many image versions are how well off: what the headline says. */
export interface VersionCounts {
  readonly all: number;
  readonly ended: number;
  /** Of those that ended: how many an app runs on now. */
  readonly endedAndRunning: number;
  readonly expiring: number;
  readonly supported: number;
  /** Nobody can say: unknown is never supported. */
  readonly unjudged: number;
  /** Of those that are not supported: how many somebody has decided to live with. */
  readonly waived: number;
}

export function countVersions(findings: readonly Finding[]): VersionCounts {
  const count = (is: (finding: Finding) => boolean): number => findings.filter(is).length;
  const ended = ({ status }: Finding): boolean => ENDED.includes(status);
  const [expiring, supported] = [count(({ status }) => status === 'EXPIRING'), count(({ status }) => status === 'SUPPORTED')];
  return {
    all: findings.length,
    ended: count(ended),
    endedAndRunning: count((finding) => ended(finding) && runningApps(finding) > 0),
    expiring,
    supported,
    unjudged: findings.length - count(ended) - expiring - supported,
    waived: count((finding) => finding.status !== 'SUPPORTED' && isWaived(finding)),
  };
}

function runningApps({ usage, directUse }: Pick<Finding, 'usage' | 'directUse'>): number {
  return usage?.running ?? directUse?.running ?? 0;
}
