import { datasetKey, datedReportKey, knowledgeKey, lastFindingsKey, latestReportKey, leaseKey, toldWaiversKey } from '../../../lambda/state/keys';

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

it('puts what a scan adds to the dataset under its UTC day, account and Region, and keeps scans and monitors apart', () => {
  const key = (scannedAt: string, monitor = 'ml') => datasetKey({ ...target, monitor }, 'findings', scannedAt);
  expect(key('2025-05-07T01:07:08.123+02:00')).toBe(
    'dataset/findings/date=2025-05-06/account=111122223333/region=eu-west-1/2025-05-06T230708.123Z-ml.parquet',
  );
  expect(key('2025-05-06T06:07:08.124Z')).not.toBe(key('2025-05-06T06:07:08.123Z'));
  expect(key('2025-05-06T06:07:08.123Z', 'a/b')).toMatch(/Z-a%2Fb\.parquet$/);
});
