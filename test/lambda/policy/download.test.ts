import { PolicyDownloader, type DownloaderOptions } from '../../../lambda/policy/download';
import { DownloadError, type Downloaded, type DocumentTransport, type Opened, type OpenRequest } from '../../../lambda/policy/port';

const LIMITS = { maxBytes: 100, wholeMilliseconds: 1_000, idleMilliseconds: 500 };
const busy = (retryAfterMilliseconds: number) => new DownloadError('throttled', 'must be answered', { isTransient: true, retryAfterMilliseconds });

function document(text: string): Opened {
  return { kind: 'opened', bytes: (async function* () { yield Buffer.from(text); })(), finalUrl: 's3://bucket/key' };
}

class FakeTransport implements DocumentTransport {
  readonly requests: OpenRequest[] = [];

  constructor(private readonly answer: (request: OpenRequest) => Promise<Opened>) {}

  open(request: OpenRequest): Promise<Opened> {
    this.requests.push(request);
    return this.answer(request);
  }
}

function fetch(transport: DocumentTransport, options: Partial<DownloaderOptions> = {}, location = 's3://bucket/key'): Promise<Downloaded> {
  const downloader = new PolicyDownloader({
    transports: { s3: transport }, unpack: () => Promise.resolve('unpacked'), limits: { text: LIMITS, archive: LIMITS }, backoffMilliseconds: 1, ...options,
  });
  return downloader.fetch({ location, form: 'text' });
}

it('reads by the transport of the scheme', async () => {
  const [https, s3] = [new FakeTransport(() => Promise.resolve(document('https'))), new FakeTransport(() => Promise.resolve(document('s3')))];
  const transports = { https, s3 };

  expect(await fetch(s3, { transports }, 's3://bucket/key')).toMatchObject({ kind: 'document', text: 's3' });
  expect(await fetch(s3, { transports }, 'https://mirror.test/')).toMatchObject({ kind: 'document', text: 'https' });
  expect(await fetch(s3, { transports }, 'ftp://mirror.test/')).toEqual({
    kind: 'failed',
    failure: 'not-allowed',
    message: "'ftp://mirror.test/' must be an address that begins with 'https://' or 's3://', got another; name one that does.",
  });
});

it('waits as long as it is asked to before it tries again', async () => {
  let isReady = false;
  const timer = setTimeout(() => { isReady = true; }, 40);
  const transport = new FakeTransport(() => (isReady ? Promise.resolve(document('text')) : Promise.reject(busy(100))));

  expect(await fetch(transport)).toMatchObject({ kind: 'document' });
  expect(transport.requests).toHaveLength(2);
  clearTimeout(timer);
});

it.each([[500, 3], [501, 1]])('takes a wait of %i ms of a second for %i attempts', async (wait, attempts) => {
  const limits = { ...LIMITS, wholeMilliseconds: 1_000 };
  const transport: FakeTransport = new FakeTransport(() => Promise.reject(busy(transport.requests.length === 1 ? wait : 0)));

  expect(await fetch(transport, { limits: { text: limits, archive: limits } })).toMatchObject({ failure: 'throttled' });
  expect(transport.requests).toHaveLength(attempts);
});

it('ends with the time in the middle of a wait, and tells what it waited for', async () => {
  const limits = { ...LIMITS, wholeMilliseconds: 100 };
  const transport = new FakeTransport(() => Promise.reject(busy(50)));

  expect(await fetch(transport, { limits: { text: limits, archive: limits } })).toEqual({
    kind: 'failed',
    failure: 'too-slow',
    message: "'s3://bucket/key' must be read within 100 ms, got: not all of it by then; the last attempt failed: it must be answered; check the network, or name a mirror.",
  });
});

it('lets go of what it does not read to the end', async () => {
  const transport = new FakeTransport(() => Promise.resolve({ ...document('text'), size: 101 }));

  expect(await fetch(transport)).toMatchObject({ failure: 'too-large' });
  expect(transport.requests[0]?.signal.aborted).toBe(true);
});

it.each<[string, unknown, string]>([
  ['an error of its own', new TypeError('x is not a function'), "'s3://bucket/key' x is not a function."],
  ['what is no error', 'why', 'why'],
])('tells %s of a transport instead of failing', async (_name, reason, message) => {
  const transport = new FakeTransport(() => Promise.reject(reason));

  expect(await fetch(transport)).toMatchObject({ kind: 'failed', failure: 'unreachable', message: expect.stringMatching(message) });
  expect(transport.requests).toHaveLength(1);
});

it('passes on that nothing changed, and what is not known as not known', async () => {
  expect(await fetch(new FakeTransport(() => Promise.resolve({ kind: 'not-modified' })))).toEqual({ kind: 'not-modified' });
  const transport = new FakeTransport(() => Promise.resolve(document('text')));
  expect(await fetch(transport)).toEqual({ kind: 'document', text: 'text', finalUrl: 's3://bucket/key' });
  expect(transport.requests[0]?.validators).toEqual({});
});
