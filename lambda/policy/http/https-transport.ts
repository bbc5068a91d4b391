import type { IncomingMessage } from 'node:http';
import { request as send } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { getProxyForUrl } from 'proxy-from-env';
import { version } from '../../../package.json';
import { DownloadError, type DocumentTransport, type Opened, type OpenRequest, type Validators } from '../port';
import { shownLocation } from '../shown-location';
import { agentFor, type ProxyFor } from './agent';
import { allowedHosts, allowedUrl, redirectTarget } from './allowed-hosts';
import { connectionError, proxyError, statusError } from './failures';

const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 3;
const USER_AGENT = `cdk-sagemaker-image-support/${version}`;
/** What a header may hold; anything else in a stored validator is damage, and the document is read again. */
const HEADER_VALUE = /^[\x20-\x7e]{1,1000}$/;

export interface HttpsTransportOptions {
  /** Names with their ports if these are not 443; by default the vendors'. */
  readonly hosts?: ReadonlySet<string>;
  /** By default HTTPS_PROXY and NO_PROXY of the environment say. */
  readonly proxyFor?: ProxyFor;
  /** How a host's name becomes an address. */
  readonly lookup?: LookupFunction;
  /** Another port than the address has. */
  readonly port?: number;
  /** The certificates to trust instead of the usual ones. */
  readonly ca?: string | undefined;
}

/** Documents at https addresses. */
export class HttpsTransport implements DocumentTransport {
  private readonly hosts: ReadonlySet<string>;

  constructor(private readonly options: HttpsTransportOptions = {}) {
    this.hosts = options.hosts ?? allowedHosts([]);
  }

  async open(request: OpenRequest): Promise<Opened> {
    let url = allowedUrl(request.location, this.hosts);
    for (let redirects = 0; ; redirects += 1) {
      const response = await this.ask(url, request);
      if (!REDIRECTS.includes(response.statusCode ?? 0)) return opened(url, response, request.validators);
      response.destroy();
      if (redirects === MOST_REDIRECTS) {
        throw new DownloadError('not-allowed', `must redirect at most ${MOST_REDIRECTS} times, got: one more; name the address where it ends`);
      }
      url = redirectTarget(url, response.headers.location, this.hosts);
    }
  }

  private async ask(url: URL, { form, validators, signal }: OpenRequest): Promise<IncomingMessage> {
    const { proxyFor = getProxyForUrl, lookup, port, ca } = this.options;
    const agent = agentFor(url, proxyFor, signal);
    const headers = {
      'user-agent': USER_AGENT,
      'accept': '*/*',
      'accept-encoding': form === 'text' ? 'gzip' : 'identity',
      ...conditions(validators),
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      // Said here because NODE_TLS_REJECT_UNAUTHORIZED would turn it off: what comes decides about support.
      const trust = { rejectUnauthorized: true, ...(ca !== undefined && { ca }) };
      send(url, { agent, headers, signal, ...trust, ...(lookup && { lookup }), ...(port !== undefined && { port }) })
        .on('response', resolve)
        .on('error', (error) => reject(connectionError(error)))
        .end();
    });
    if (response.socket instanceof TLSSocket) return response;
    response.destroy();
    throw proxyError(response.statusCode ?? 0);
  }
}

/** The etag alone where there is one: it tells a changed document for certain, and a server must not look at the day beside it. */
function conditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  if (etag !== undefined && HEADER_VALUE.test(etag)) return { 'if-none-match': etag };
  return lastModified !== undefined && HEADER_VALUE.test(lastModified) ? { 'if-modified-since': lastModified } : {};
}

function opened(url: URL, response: IncomingMessage, validators: Validators): Opened {
  const { statusCode = 0, headers } = response;
  const wasConditional = Object.keys(conditions(validators)).length > 0;
  if (statusCode !== 200) response.destroy();
  if (statusCode === 304 && wasConditional) return { kind: 'not-modified' };
  if (statusCode !== 200) throw statusError(statusCode, headers['retry-after']);
  const size = Number(headers['content-length']);
  return {
    kind: 'opened',
    bytes: translated(response),
    finalUrl: shownLocation(url.href),
    ...(size > 0 && { size }),
    ...(headers['content-encoding'] !== undefined && { encoding: headers['content-encoding'] }),
    ...(headers.etag !== undefined && { etag: headers.etag }),
    ...(headers['last-modified'] !== undefined && { lastModified: headers['last-modified'] }),
  };
}

/** An answer that breaks off is an error of the connection. */
async function* translated(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) yield chunk;
  } catch (error) {
    throw connectionError(error);
  }
}
