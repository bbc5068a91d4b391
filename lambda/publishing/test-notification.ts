import { MESSAGE_ATTRIBUTES, SCHEMA_VERSION } from '../../lib/core/contract';
import { CHANGE_KINDS, CHANGE_KINDS_ATTRIBUTE } from '../../lib/core/events';
import { SEVERITIES, SUPPORT_STATUSES } from '../../lib/core/finding';
import type { DigestTarget } from './digest';
import { field, shorten, wrap } from './plain-text';
import type { Notification } from './port';
import { gsm, place } from './sms';

/** Shows that subscribers are reached: whatever they filter for, since every attribute has all its values. */
export function composeTestNotification(target: DigestTarget): Notification {
  const { monitor, accountId, region } = target;
  const message = 'This is a test, asked for by hand. Nothing has changed.';
  const machine = { schemaVersion: SCHEMA_VERSION, test: true, monitor: shorten(monitor), accountId, region, message, changes: [] };
  const email = [
    ...wrap(`SageMaker image support: a test. ${message}`), '',
    ...field('Account', `${accountId}, ${region}`), ...field('Monitor', monitor), '',
    ...wrap('Who gets this gets what the monitor tells, as far as the filter of the subscription lets it through.'),
  ];
  return {
    subject: `[TEST] SageMaker image support ${place(target)}`.replace(/[^ -~]/g, '?').slice(0, 99),
    bodies: { default: JSON.stringify(machine), email: email.join('\n'), sms: gsm(`TEST of SageMaker image support ${place(target)}. Nothing has changed.`) },
    attributes: {
      [MESSAGE_ATTRIBUTES.severity]: SEVERITIES,
      [MESSAGE_ATTRIBUTES.statuses]: SUPPORT_STATUSES,
      [CHANGE_KINDS_ATTRIBUTE]: CHANGE_KINDS,
      [MESSAGE_ATTRIBUTES.accountId]: accountId,
      [MESSAGE_ATTRIBUTES.region]: region,
      [MESSAGE_ATTRIBUTES.monitor]: shorten(monitor),
    },
  };
}
