import { composeTestNotification } from '../../../lambda/publishing/test-notification';
import { SEVERITIES, SUPPORT_STATUSES } from '../../../lib/core/finding';
import { ACCOUNT, REGION } from './findings-fixture';

const target = { monitor: 'ml', accountId: ACCOUNT, region: REGION };

it('says in every body that it is a test', () => {
  const { subject, bodies } = composeTestNotification(target);
  expect(subject).toBe('[TEST] SageMaker image support in 111122223333 eu-west-1');
  expect(JSON.parse(bodies.default)).toMatchObject({ schemaVersion: '1.0', test: true, monitor: 'ml', accountId: ACCOUNT, region: REGION, changes: [] });
  expect(bodies.email).toContain('a test');
  expect(bodies.email?.split('\n').filter((line) => line.length > 72)).toEqual([]);
  expect(bodies.sms).toBe('TEST of SageMaker image support in 111122223333 eu-west-1. Nothing has changed.');
});

it('gets through every filter', () => {
  expect(composeTestNotification(target).attributes).toEqual({
    severity: SEVERITIES, statuses: SUPPORT_STATUSES, changeKinds: ['policy', 'finding', 'waiver'], accountId: ACCOUNT, region: REGION, monitor: 'ml',
  });
});
