import { datedReportKey, knowledgeKey, lastFindingsKey, latestReportKey, leaseKey, toldWaiversKey } from '../../../lambda/state/keys';

const target = { monitor: 'ml', accountId: '111122223333', region: 'eu-west-1' };

it('keeps monitors, accounts and Regions apart, under the prefixes of the bucket', () => {
  expect(lastFindingsKey(target)).toBe('state/ml/111122223333/eu-west-1/findings.json');
  expect(toldWaiversKey(target)).toBe('state/ml/111122223333/eu-west-1/waivers.json');
  expect(leaseKey('ml')).toBe('state/ml/lease.json');
  expect(latestReportKey(target)).toBe('reports/ml/111122223333/eu-west-1/latest.json');
  expect(datedReportKey(target, '2025-05-06T06:07:08.123Z')).toBe('reports/ml/111122223333/eu-west-1/2025-05-06/060708Z.json');
  expect(knowledgeKey('image-facts', '111122223333', 'eu-west-1')).toBe('facts/image-facts/111122223333/eu-west-1.json');
});

it.each([['a/b', 'a%2Fb'], ['..', '%2E%2E'], ['.', '%2E'], ['a.b', 'a.b'], ['c:', 'c%3A'], ['ü \\', '%C3%BC%20%5C'], ['\ud800', '%EF%BF%BD']])(
  'makes one part of the monitor %j',
  (monitor, part) => {
    expect(leaseKey(monitor)).toBe(`state/${part}/lease.json`);
  },
);

it('refuses an empty part', () => {
  expect(() => leaseKey('')).toThrow("must not be empty, got: ''");
});
