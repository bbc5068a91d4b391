import { codeOf, messageOf } from '../error-text';
import { DownloadError, type DownloadErrorOptions, type DownloadFailureKind } from '../port';
import { shortened } from '../shown-location';

/** What OpenSSL and Node call a certificate that they do not trust. */
const NO_TRUST = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/;
const TRUST_ADVICE = 'if your network looks into TLS, name its certificate in NODE_EXTRA_CA_CERTS; or name a mirror';
const WAY_ADVICE = 'check the network and HTTPS_PROXY, or name a mirror';

interface Meaning {
  readonly kind: DownloadFailureKind;
  readonly isTransient?: boolean;
  readonly advice: string;
}

/** An error of the connection. */
export function connectionError(error: unknown): DownloadError {
  if (error instanceof DownloadError) return error;
  const code = codeOf(error);
  const message = messageOf(error);
  const isDistrust = NO_TRUST.test(code);
  const text = shortened(message.includes(code) ? message : `${code} ${message}`.trim());
  return new DownloadError('unreachable', `must be reachable over https, got: ${text}; ${isDistrust ? TRUST_ADVICE : WAY_ADVICE}`, {
    isTransient: !isDistrust, cause: error,
  });
}

/** An answer that has no document. */
export function statusError(status: number, retryAfter: string | undefined): DownloadError {
  const { kind, isTransient = false, advice } = meaningOf(status);
  const options: DownloadErrorOptions = { isTransient, retryAfterMilliseconds: isTransient ? millisecondsOf(retryAfter) : 0 };
  const asked = options.retryAfterMilliseconds ? ` (it asks to wait for ${retryAfter?.trim()} s)` : '';
  return new DownloadError(kind, `must be answered with HTTP status 200, got: ${status}${asked}; ${advice}`, options);
}

/** A proxy that opened no tunnel: what it says is not from the host, whatever its status. */
export function proxyError(status: number): DownloadError {
  const advice = status === 407
    ? 'give the proxy\'s address its user name and password'
    : "allow the host there, add it to NO_PROXY, or name a mirror";
  return new DownloadError(status === 407 || status === 403 ? 'denied' : 'unreachable', `must be reached by a tunnel of the proxy of HTTPS_PROXY, got: its HTTP status ${status}; ${advice}`, {
    isTransient: status >= 500,
  });
}

function meaningOf(status: number): Meaning {
  if (status === 404 || status === 410) return { kind: 'not-found', advice: 'look where the document is now, and name its new address' };
  if (status === 401 || status === 403) return { kind: 'denied', advice: 'name an address that needs no sign-in, or a mirror' };
  if (status === 429) return { kind: 'throttled', isTransient: true, advice: 'refresh less often, or name a mirror' };
  if (status >= 500 || status === 408) return { kind: 'unreachable', isTransient: true, advice: 'wait for its server to recover, or name a mirror' };
  return { kind: 'unreachable', advice: 'look at the address with a browser, and name one that answers with the document' };
}

/** Only the form in seconds: a date would depend on two clocks, and the pause between attempts does for it. */
function millisecondsOf(retryAfter: string | undefined): number {
  return retryAfter !== undefined && /^\s*\d{1,6}\s*$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0;
}
