import https from 'node:https';
import { gzipSync } from 'node:zlib';
import { PolicyDownloader } from '../../../../lambda/policy/download';
import { allowedHosts } from '../../../../lambda/policy/http/allowed-hosts';
import { HttpsTransport, type HttpsTransportOptions } from '../../../../lambda/policy/http/https-transport';
import type { Downloaded, Validators } from '../../../../lambda/policy/port';
import type { Unpack } from '../../../../lambda/policy/read-body';
import type { DocumentForm } from '../../../../lib/core/policy/sources';
import { version } from '../../../../package.json';
import { CERTIFICATE, connectProxy, httpsServer, toLoopback, type Handler, type LocalServer } from './local-servers';

const ADDRESS = 'https://mirror.test/policy.md';
const LIMITS = { maxBytes: 100_000, wholeMilliseconds: 5_000, idleMilliseconds: 2_000 };

interface Options extends HttpsTransportOptions {
  readonly limits?: Partial<typeof LIMITS>;
  readonly form?: DocumentForm;
  readonly validators?: Validators;
  readonly unpack?: Unpack;
}

const servers: LocalServer[] = [];
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)));
beforeEach(() => { process.env = { ...environment }; });
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ close }) => close()));
});

async function serve(handler: Handler): Promise<LocalServer> {
  const server = await httpsServer(handler);
  servers.push(server);
  return server;
}

async function proxyTo(port: number, answer?: Parameters<typeof connectProxy>[1]): Promise<LocalServer> {
  const proxy = await connectProxy(port, answer);
  servers.push(proxy);
  return proxy;
}

/** With the server's port in the place of 443. */
function fetchFrom(server: Pick<LocalServer, 'port'>, location = ADDRESS, { limits, form = 'text', validators, unpack, ...rest }: Options = {}): Promise<Downloaded> {
  const transport = new HttpsTransport({
    hosts: allowedHosts([ADDRESS]), port: server.port, lookup: toLoopback, ca: CERTIFICATE, proxyFor: () => '', ...rest,
  });
  const all = { ...LIMITS, ...limits };
  const downloader = new PolicyDownloader({
    transports: { https: transport }, unpack: unpack ?? (() => Promise.reject(new Error('no archive'))), limits: { text: all, archive: all }, backoffMilliseconds: 1,
  });
  return downloader.fetch({ location, form, ...(validators && { validators }) });
}

const sends = (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Handler => (_request, response) => {
  response.writeHead(status, headers).end(body);
};

describe('a document', () => {
  it('comes with what tells a change', async () => {
    const server = await serve(sends(200, { 'etag': 'W/"1"', 'last-modified': 'Thu, 13 Aug 2026 10:00:00 GMT', 'content-type': 'image/png' }, '# Policy'));

    expect(await fetchFrom(server)).toEqual({
      kind: 'document', text: '# Policy', finalUrl: ADDRESS, etag: 'W/"1"', lastModified: 'Thu, 13 Aug 2026 10:00:00 GMT',
    });
    expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': `cdk-sagemaker-image-support/${version}`, 'accept-encoding': 'gzip' });
    expect(server.requests[0]?.headers).not.toHaveProperty('if-none-match');
  });

  it('is asked for at a vendor without any configuration', async () => {
    const server = await serve(sends(200, {}, 'text'));
    const vendor = 'https://raw.githubusercontent.com/aws/sagemaker-distribution/main/support_policy.md';

    expect(await fetchFrom(server, vendor, { hosts: allowedHosts([]) })).toEqual({ kind: 'document', text: 'text', finalUrl: vendor });
  });

  it('is known by its whole address, of which secrets are not shown', async () => {
    const server = await serve(sends(200, {}, 'text'));
    const result = await fetchFrom(server, `${ADDRESS}?hl=en&signature=0123456789abcdef0#part`);

    expect(server.requests[0]?.url).toBe('/policy.md?hl=en&signature=0123456789abcdef0');
    expect(result).toMatchObject({ finalUrl: `${ADDRESS}?hl=en&signature=…` });
  });

  it.each<[string, Validators, Record<string, string>]>([
    ['an etag', { etag: '"1"' }, { 'if-none-match': '"1"' }],
    ['a day', { lastModified: 'Thu, 13 Aug 2026 10:00:00 GMT' }, { 'if-modified-since': 'Thu, 13 Aug 2026 10:00:00 GMT' }],
    ['the etag of both', { etag: '"1"', lastModified: 'Thu, 13 Aug 2026 10:00:00 GMT' }, { 'if-none-match': '"1"' }],
  ])('is not sent again where it is the same by %s', async (_name, validators, expected) => {
    const server = await serve(sends(304));
    expect(await fetchFrom(server, ADDRESS, { validators })).toEqual({ kind: 'not-modified' });

    const headers = server.requests[0]?.headers ?? {};
    const asked = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('if-')));
    expect(asked).toEqual(expected);
  });

  it.each<[string, Validators | undefined]>([['nothing was asked', undefined], ['the stored etag is damaged', { etag: '"1\r\nX: 1"' }]])(
    'is not taken for the same where %s', async (_name, validators) => {
      const server = await serve(sends(304));
      expect(await fetchFrom(server, ADDRESS, { ...(validators && { validators }) })).toMatchObject({
        kind: 'failed', failure: 'unreachable', message: expect.stringContaining('got: 304'),
      });
    },
  );
});

describe('an address', () => {
  it.each([
    ['http://mirror.test/policy.md', /must be an address that begins with 'https:\/\/', got another/],
    ['file:///etc/passwd', /must be an address that begins with 'https:\/\/'/],
    ['https://', /must be a valid address such as/],
    ['https://evil.test/policy.md', /must be at a host that is allowed \(raw\.githubusercontent\.com, .*mirror\.test\), got: 'evil\.test'/],
    ['https://169.254.169.254/latest/meta-data', /got: '169\.254\.169\.254'/],
    ['https://2852039166/latest/meta-data', /got: '169\.254\.169\.254'/],
    ['https://[::1]/policy.md', /got: '\[::1\]'/],
    ['https://mirror.test:8443/policy.md', /got: 'mirror\.test:8443'/],
    ['https://mirror.test./policy.md', /got: 'mirror\.test\.'/],
    ['https://sub.mirror.test/policy.md', /got: 'sub\.mirror\.test'/],
    ['https://user:secret@mirror.test/policy.md', /must be an address without user name and password/],
    ['https://user@mirror.test/policy.md', /must be an address without user name and password/],
    ['https://:secret@mirror.test/policy.md', /must be an address without user name and password/],
  ])('%s is refused, and nobody is asked', async (location, message) => {
    const server = await serve(sends(200, {}, 'text'));
    const result = await fetchFrom(server, location);

    expect(result).toMatchObject({ kind: 'failed', failure: 'not-allowed', message: expect.stringMatching(message) });
    expect(result).toMatchObject({ message: expect.not.stringContaining('secret') });
    expect(server.requests).toHaveLength(0);
  });

  it('may be an address of the network itself, or have a port, where the user named that', () => {
    const hosts = allowedHosts(['https://10.0.0.7/p.md', 'https://mirror.test:8443/p.md', 's3://bucket/p.md', 'http://plain.test/', 'https://']);
    expect([...hosts].slice(-3)).toEqual(['aws.github.io', '10.0.0.7', 'mirror.test:8443']);
  });

  it('is shown on one line and shortened', async () => {
    const result = await fetchFrom({ port: 1 }, `gopher://\n\u202e${'x'.repeat(5_000)}`);
    expect(result).toMatchObject({ failure: 'not-allowed', message: expect.not.stringContaining('\n') });
    expect(JSON.stringify(result).length).toBeLessThan(600);
  });
});

describe('a redirect', () => {
  const redirects = (status: number, location?: string): Handler => (request, response) => {
    if (request.url === '/new.md') response.end('moved');
    else response.writeHead(status, location === undefined ? {} : { location }).end();
  };

  it.each([301, 302, 303, 307, 308])('with status %i is followed to the same host, conditions and all', async (status) => {
    const server = await serve(redirects(status, '/new.md'));
    expect(await fetchFrom(server, ADDRESS, { validators: { etag: '"1"' } })).toEqual({ kind: 'document', text: 'moved', finalUrl: 'https://mirror.test/new.md' });
    expect(server.requests[1]?.headers['if-none-match']).toBe('"1"');
  });

  it.each([
    ['https://raw.githubusercontent.com/new.md', /must not redirect to another host, got: 'https:\/\/raw\.githubusercontent\.com\/new\.md'; look at it/],
    ['//evil.test/new.md', /must not redirect to another host, got: 'https:\/\/evil\.test\/new\.md'/],
    ['https://mirror.test:8443/new.md', /must not redirect to another host/],
    ['http://mirror.test/new.md', /must be at an 'https:\/\/' address, got: 'http:\/\/'/],
    ['https://user:secret@mirror.test/new.md', /without user name and password/],
    ['https://[', /must redirect to a valid address/],
    [undefined, /must redirect to a valid address/],
  ])('to %s is refused', async (location, message) => {
    const server = await serve(redirects(302, location));
    expect(await fetchFrom(server)).toMatchObject({ kind: 'failed', failure: 'not-allowed', message: expect.stringMatching(message) });
    expect(server.requests).toHaveLength(1);
  });

  it('that goes round ends', async () => {
    const server = await serve(redirects(302, '/policy.md'));
    expect(await fetchFrom(server)).toMatchObject({ failure: 'not-allowed', message: expect.stringContaining('must redirect at most 3 times') });
    expect(server.requests).toHaveLength(4);
  });
});

describe('a status', () => {
  it.each<[number, string, number]>([
    [400, 'unreachable', 1], [401, 'denied', 1], [403, 'denied', 1], [404, 'not-found', 1], [410, 'not-found', 1],
    [408, 'unreachable', 3], [429, 'throttled', 3], [500, 'unreachable', 3], [503, 'unreachable', 3],
    [204, 'unreachable', 1], [206, 'unreachable', 1],
  ])('%i is %s after %i attempts', async (status, failure, attempts) => {
    const server = await serve(sends(status));
    expect(await fetchFrom(server)).toMatchObject({
      kind: 'failed', failure, message: expect.stringContaining(`'${ADDRESS}' must be answered with HTTP status 200, got: ${status}; `),
    });
    expect(server.requests).toHaveLength(attempts);
  });

  it('that passes is forgotten', async () => {
    const server = await serve((_request, response) => {
      if (server.requests.length < 3) response.writeHead(503, { 'retry-after': '0' }).end();
      else response.end('text');
    });
    expect(await fetchFrom(server)).toMatchObject({ kind: 'document', text: 'text' });
  });

  it.each([['60', 1, /\(it asks to wait for 60 s\)/], ['tomorrow', 3, /got: 429; /]])('that asks to wait for %s', async (after, attempts, message) => {
    const server = await serve(sends(429, { 'retry-after': after }));
    expect(await fetchFrom(server)).toMatchObject({ failure: 'throttled', message: expect.stringMatching(message) });
    expect(server.requests).toHaveLength(attempts);
  });
});

describe('a body', () => {
  it('may be compressed for the way', async () => {
    const server = await serve(sends(200, { 'content-encoding': 'gzip' }, gzipSync('é'.repeat(40_000))));
    expect(await fetchFrom(server)).toMatchObject({ kind: 'document', text: 'é'.repeat(40_000) });
  });

  it.each<[string, Handler, string, RegExp]>([
    ['that says it is too large', (_, response) => { response.writeHead(200, { 'content-length': '100001' }).write('x'); }, 'too-large', /at most 100000 bytes, got: 100001; /],
    ['that has no end', endless, 'too-large', /at most 100000 bytes, got: \d+ or more/],
    ['that unfolds', sends(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000))), 'too-large', /at most 100000 bytes, got: \d+ or more/],
    ['in an encoding of its own', sends(200, { 'content-encoding': 'br' }, 'x'), 'unreadable', /content encoding 'gzip', got: 'br'/],
    ['that only says it is compressed', sends(200, { 'content-encoding': 'gzip' }, 'plain'), 'unreadable', /whole in its content encoding 'gzip', got: incorrect header/],
    ['whose compression is cut', sends(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(99)).subarray(0, 20)), 'unreadable', /unexpected end of file/],
    ['in Latin-1', sends(200, {}, Buffer.from('Fév', 'latin1')), 'unreadable', /must be text in UTF-8/],
    ['in UTF-16', sends(200, {}, Buffer.from('\ufeffFeb', 'utf16le')), 'unreadable', /must be text in UTF-8/],
    ['cut in a character', sends(200, {}, Buffer.from('Fé').subarray(0, 2)), 'unreadable', /must be text in UTF-8/],
  ])('%s is refused', async (_name, handler, failure, message) => {
    const server = await serve(handler);
    expect(await fetchFrom(server)).toMatchObject({ kind: 'failed', failure, message: expect.stringMatching(message) });
    expect(server.requests).toHaveLength(1);
  });

  it('of exactly the size that is allowed is read', async () => {
    const server = await serve(sends(200, {}, 'x'.repeat(100_000)));
    expect(await fetchFrom(server)).toMatchObject({ kind: 'document' });
  });

  it('keeps its byte order mark, so that its hash is that of the file', async () => {
    const server = await serve(sends(200, {}, '\ufeff# Policy'));
    expect(await fetchFrom(server)).toMatchObject({ text: '\ufeff# Policy' });
  });

  it('that breaks off is tried again, and never taken for the whole', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setImmediate(() => response.destroy());
    });
    expect(await fetchFrom(server)).toMatchObject({ kind: 'failed', failure: 'unreachable', message: expect.stringContaining('aborted') });
    expect(server.requests).toHaveLength(3);
  });

  it('that trickles ends with the time', async () => {
    const server = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const result = await fetchFrom(server, ADDRESS, { limits: { wholeMilliseconds: 300 } });
    expect(result).toMatchObject({ kind: 'failed', failure: 'too-slow', message: expect.stringContaining('must be read within 300 ms') });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Handler]>([
    ['that never begins', () => {}],
    ['that stops', (_request, response) => { response.write('half'); }],
  ])('%s ends after a while of silence', async (_name, handler) => {
    const server = await serve(handler);
    const result = await fetchFrom(server, ADDRESS, { limits: { idleMilliseconds: 50 } });
    expect(result).toMatchObject({ kind: 'failed', failure: 'too-slow', message: expect.stringContaining('must send something every 50 ms') });
    expect(server.requests).toHaveLength(3);
  });

  it('that comes slowly but surely is read', async () => {
    const server = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      setTimeout(() => { clearInterval(timer); response.end(); }, 800);
    });
    expect(await fetchFrom(server, ADDRESS, { limits: { idleMilliseconds: 400 } })).toMatchObject({ kind: 'document' });
  });
});

describe('an archive', () => {
  const size: Unpack = async (bytes) => {
    let sum = 0;
    for await (const chunk of bytes) sum += chunk.byteLength;
    return `${sum} bytes`;
  };

  it('is unpacked as it comes, whatever its encoding is said to be', async () => {
    const archive = gzipSync('files');
    const server = await serve(sends(200, { 'content-encoding': 'gzip', 'etag': '"a"' }, archive));

    expect(await fetchFrom(server, ADDRESS, { form: 'archive', unpack: size })).toEqual({
      kind: 'document', text: `${archive.length} bytes`, finalUrl: ADDRESS, etag: '"a"',
    });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('that cannot be unpacked is refused with the reason', async () => {
    const server = await serve(endless);
    const unpack: Unpack = () => Promise.reject(new Error('no YAML files in it'));
    expect(await fetchFrom(server, ADDRESS, { form: 'archive', unpack })).toEqual({
      kind: 'failed', failure: 'unreadable', message: `'${ADDRESS}' must be an archive with the vendor's policy, got: no YAML files in it.`,
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Unpack]>([
    ['tells so', (bytes) => size(bytes).catch((error: unknown) => { throw new Error('damaged archive', { cause: error }); })],
    ['keeps quiet', (bytes) => size(bytes).catch(() => 'what there was')],
  ])('that breaks off is no archive that is damaged, where its reader %s', async (_name, unpack) => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setImmediate(() => response.destroy());
    });
    expect(await fetchFrom(server, ADDRESS, { form: 'archive', unpack })).toMatchObject({ kind: 'failed', failure: 'unreachable' });
  });
});

describe('a connection', () => {
  it('that is refused is tried again and told', async () => {
    const server = await httpsServer(sends(200));
    await server.close();
    expect(await fetchFrom(server)).toMatchObject({
      kind: 'failed', failure: 'unreachable', message: expect.stringMatching(/must be reachable over https, got: .*ECONNREFUSED.*; check the network and HTTPS_PROXY/),
    });
  });

  it.each([['the usual authorities', ADDRESS, undefined], ['the name', 'https://other.test/', CERTIFICATE]])(
    'that cannot be trusted by %s is refused', async (_name, location, ca) => {
      const server = await serve(sends(200, {}, 'text'));
      const result = await fetchFrom(server, location, { hosts: allowedHosts([location]), ca });

      expect(result).toMatchObject({ kind: 'failed', failure: 'unreachable', message: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
      expect(server.requests).toHaveLength(0);
    },
  );
});

it('trust does not depend on NODE_TLS_REJECT_UNAUTHORIZED', async () => {
  const server = await serve(sends(200, {}, 'text'));
  const request = jest.spyOn(https, 'request');
  await fetchFrom(server);

  // The variable is Node's default for this option; a test cannot set it for the process that it runs in.
  expect(request.mock.calls[0]?.[1]).toMatchObject({ rejectUnauthorized: true });
  request.mockRestore();
});

describe('a proxy', () => {
  it('of the environment is used, and sees the host alone', async () => {
    const server = await serve(sends(200, {}, 'text'));
    const proxy = await proxyTo(server.port);
    Object.assign(process.env, { HTTPS_PROXY: `http://user:secret@127.0.0.1:${proxy.port}`, NO_PROXY: 'other.test' });

    expect(await fetchThrough({ ca: CERTIFICATE })).toMatchObject({ kind: 'document', text: 'text' });
    expect(proxy.requests.map(({ url, headers }) => [url, headers['proxy-authorization']])).toEqual([
      ['mirror.test:443', `Basic ${Buffer.from('user:secret').toString('base64')}`],
    ]);
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it('is left out for the hosts of NO_PROXY', async () => {
    const server = await serve(sends(200, {}, 'text'));
    const proxy = await proxyTo(server.port);
    Object.assign(process.env, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'mirror.test' });

    expect(await fetchThrough({ ca: CERTIFICATE, port: server.port, lookup: toLoopback })).toMatchObject({ kind: 'document' });
    expect(proxy.requests).toHaveLength(0);
  });

  it.each([['203 Fine', 'unreachable', 1], ['304 Not Modified', 'unreachable', 1], ['302 Found', 'unreachable', 1], ['403 Forbidden', 'denied', 1],
    ['407 Proxy Authentication Required', 'denied', 1], ['502 Bad Gateway', 'unreachable', 3]])(
    'that answers %s itself is not taken for the host', async (status, failure, attempts) => {
      const server = await serve(sends(200, {}, 'text'));
      const proxy = await proxyTo(server.port, (socket) => {
        socket.end(`HTTP/1.1 ${status}\r\nLocation: /new.md\r\nContent-Length: 6\r\n\r\nforged`);
      });
      const result = await fetchFrom(server, ADDRESS, { validators: { etag: '"1"' }, proxyFor: () => `http://127.0.0.1:${proxy.port}` });

      expect(result).toMatchObject({ kind: 'failed', failure, message: expect.stringContaining(`got: its HTTP status ${status.slice(0, 3)}`) });
      expect(proxy.requests).toHaveLength(attempts);
    },
  );

  it('cannot pretend to be the host', async () => {
    const server = await serve(sends(200, {}, 'text'));
    const proxy = await proxyTo(server.port);
    const result = await fetchFrom(server, ADDRESS, { ca: undefined, proxyFor: () => `http://127.0.0.1:${proxy.port}` });
    expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
  });

  it('that says nothing is given up, and its connection closed', async () => {
    const ended: boolean[] = [];
    const proxy = await proxyTo(1, (socket) => { socket.on('end', () => ended.push(true)); });
    const result = await fetchFrom({ port: 1 }, ADDRESS, { limits: { idleMilliseconds: 50 }, proxyFor: () => `http://127.0.0.1:${proxy.port}` });

    expect(result).toMatchObject({ kind: 'failed', failure: 'too-slow' });
    while (ended.length < 3) await new Promise(setImmediate);
  });

  it('that hangs up is told', async () => {
    const proxy = await proxyTo(1, (socket) => { socket.destroy(); });
    expect(await fetchFrom({ port: 1 }, ADDRESS, { proxyFor: () => `http://127.0.0.1:${proxy.port}` })).toMatchObject({ kind: 'failed', failure: 'unreachable' });
  });

  it.each([['socks5://user:secret@proxy.test:1080', "one that begins with 'socks5:'"], ['http://user:secret@', 'text that is no address']])(
    'that is none is told without its password: %s', async (proxy, got) => {
      const result = await fetchFrom({ port: 1 }, ADDRESS, { proxyFor: () => proxy });
      expect(result).toMatchObject({ failure: 'unreachable', message: expect.stringContaining(got) });
      expect(JSON.stringify(result)).not.toContain('secret');
    },
  );
});

/** As a deployed monitor does it: the environment names the proxy. */
function fetchThrough(options: HttpsTransportOptions): Promise<Downloaded> {
  const transport = new HttpsTransport({ hosts: allowedHosts([ADDRESS]), ...options });
  return new PolicyDownloader({ transports: { https: transport }, unpack: () => Promise.resolve(''), backoffMilliseconds: 1 }).fetch({ location: ADDRESS, form: 'text' });
}

function endless(_request: unknown, response: Parameters<Handler>[1]): void {
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(10_000, 'x')));
  };
  response.on('drain', more);
  more();
}
