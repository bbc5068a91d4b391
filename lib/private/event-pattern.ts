import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { EVENT_SOURCE } from '../core/events';

/** Events of one kind that one monitor of one account sends: a bus may carry those of many. */
export function eventPattern(detailType: string, monitor: string, accountId: string): EventPattern {
  return { source: [EVENT_SOURCE], detailType: [detailType], detail: { monitor: [monitor], accountId: [accountId] } };
}
