import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../lambda/widget';

const REPORT = { monitor: 'm', bucketName: 'the-bucket', key: 'reports/m/1/eu-west-1/latest.json', region: 'eu-west-1' };
const s3 = mockClient(S3Client);
const environment = process.env;
beforeEach(() => {
  process.env = { ...environment, IMAGE_SUPPORT_WIDGET_REPORTS: JSON.stringify([REPORT]) };
  s3.reset();
});
afterEach(() => {
  process.env = environment;
});

it('says what it is without reading anything', async () => {
  const text = await handler({ describe: true });
  expect(text).toMatch(/^\n## SageMaker image support/);
  expect(text).toContain('**monitors**');
  expect(s3.calls()).toHaveLength(0);
});

it('reads the report where the construct says that it lies', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ $metadata: {}, message: 'None.' }));
  await expect(handler({ widgetContext: { theme: 'dark', width: 800 } })).resolves.toContain('There is no report yet.');
  expect(s3.commandCalls(GetObjectCommand).map(({ args: [{ input }] }) => input)).toEqual([{ Bucket: 'the-bucket', Key: REPORT.key }]);
});

it('fails where it was not deployed by its construct', async () => {
  delete process.env['IMAGE_SUPPORT_WIDGET_REPORTS'];
  await expect(handler({})).rejects.toThrow("'IMAGE_SUPPORT_WIDGET_REPORTS' must list reports");
});
