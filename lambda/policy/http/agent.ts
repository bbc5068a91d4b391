import { Agent } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { DownloadError } from '../port';

/** The proxy for an address; empty where there is none. */
export type ProxyFor = (url: string) => string;

/** The connection to an address: through the proxy's tunnel where there is one, which sees no more than the host's name. */
export function agentFor(url: URL, proxyFor: ProxyFor, signal: AbortSignal): Agent {
  // A connection is used once: one that is kept would keep a command line from ending.
  const options = { keepAlive: false };
  const proxy = proxyFor(url.href);
  // The signal ends a connection to a proxy that does not answer.
  return proxy === '' ? new Agent(options) : new HttpsProxyAgent(checkedProxy(proxy), { ...options, signal });
}

/** Not shown in messages: it may hold a password. */
function checkedProxy(proxy: string): URL {
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return url;
  const got = url === undefined ? 'text that is no address' : `one that begins with '${url.protocol}'`;
  throw new DownloadError('unreachable', `must be reached by the proxy of HTTPS_PROXY, which must be an address such as 'http://proxy.example.com:3128', got: ${got}; correct it, or add the host to NO_PROXY`);
}
