import { latestReport } from '../../../lambda/widget/latest-report';
import { ServiceError, type FailureKind } from '../../../lib/core/service-failure';
import { fleet, reportOf } from '../pages/reports';

const KEY = 'reports/m/111122223333/eu-west-1/latest.json';
const REPORT = { schemaVersion: '1.0', ...reportOf(fleet(30)) };
const read = (report: unknown) => latestReport({ get: async () => ({ body: JSON.stringify(report), etag: '1' }) }, KEY);
const failing = (kind: FailureKind) => ({
  get: async () => {
    throw new ServiceError({ operation: 's3.GetObject', kind, subject: `s3://b/${KEY}`, message: 'No.' });
  },
});

it('reads what a scan wrote', async () => {
  await expect(read(REPORT)).resolves.toEqual(REPORT);
});

it('finds none where there is none, which S3 calls denied', async () => {
  await expect(latestReport({ get: async () => undefined }, KEY)).resolves.toBeUndefined();
  await expect(latestReport(failing('denied'), KEY)).resolves.toBeUndefined();
});

it('does not take other failures for a report that is not there', async () => {
  await expect(latestReport(failing('throttled'), KEY)).rejects.toThrow("s3.GetObject of 's3://b/");
});

it('does not read what a newer program wrote', async () => {
  await expect(read({ ...REPORT, schemaVersion: '2.0' })).rejects.toThrow("has the schema version '2.0'");
});

const [first] = REPORT.findings;

it.each<[what: string, report: object]>([
  ['no date', { ...REPORT, scannedAt: 'yesterday' }],
  ['no coverage', { ...REPORT, coverage: undefined }],
  ['no failures', { ...REPORT, coverage: { complete: true } }],
  ['no findings', { ...REPORT, findings: {} }],
  ['a finding that is none', { ...REPORT, findings: [...REPORT.findings, null] }],
  ['a status nobody knows', { ...REPORT, findings: [{ ...first, status: 'FINE' }] }],
  ['no name', { ...REPORT, findings: [{ ...first, imageName: 7 }] }],
  ['a date that is a number', { ...REPORT, findings: [{ ...first, endOfSupport: 20270101 }] }],
  ['conditions that are none', { ...REPORT, findings: [{ ...first, conditions: [null] }] }],
  ['a base without a family', { ...REPORT, findings: [{ ...first, base: {} }] }],
  ['a successor without a version', { ...REPORT, findings: [{ ...first, successor: {} }] }],
])('says that a report is damaged that has %s', async (_what, report) => {
  await expect(read(report)).rejects.toThrow(`'${KEY}' must hold the report of a scan, got JSON that is none`);
});
