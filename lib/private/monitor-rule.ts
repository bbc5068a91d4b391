import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { eventPattern } from './event-pattern';

/** Whose events a rule is to match. */
export interface Sender {
  readonly monitorName: string;
  readonly accountId: string;
  readonly eventBus: events.IEventBus;
}

/** A rule for events of one kind that one monitor sends. */
export function monitorRule(scope: Construct, id: string, detailType: string, sender: Sender, options: events.OnEventOptions): events.Rule {
  const rule = new events.Rule(options.crossStackScope ?? scope, id, {
    description: options.description,
    ruleName: options.ruleName,
    eventBus: sender.eventBus,
    eventPattern: eventPattern(detailType, sender.monitorName, sender.accountId),
  });
  if (options.eventPattern) rule.addEventPattern(options.eventPattern);
  if (options.target) rule.addTarget(options.target);
  return rule;
}
