import type { IncomingHttpHeaders } from 'node:http';
import { ServiceFault } from './service-fault';
import type { World } from './world';

/** Who calls, and what the signature's credential scope says about where to. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly region: string;
}

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request\b/;
const ACCOUNT_IN_KEY = /^EMU(\d{12})/;
const ACCESS_KEY_LENGTH = 20;

/** The access key id of an account: `EMU`, its 12 digits, and filling up to the usual length. */
export function accessKeyId(accountId: string): string {
  return `EMU${accountId}`.padEnd(ACCESS_KEY_LENGTH, 'A');
}

/** The session token of an assumed role says which role it is of, so that the emulator need not remember. */
export function sessionToken(roleArn: string, sessionName: string): string {
  return Buffer.from(JSON.stringify({ roleArn, sessionName })).toString('base64url');
}

/** Signatures are not verified: any secret will do. All else that a signed request must have, must be there. */
export function identify(headers: IncomingHttpHeaders, service: string, world: World): Caller {
  const authorization = headers.authorization;
  if (authorization === undefined) {
    throw new ServiceFault('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  const [, key = '', region = '', signedService = ''] = CREDENTIAL.exec(authorization) ?? [];
  if (key === '') throw new ServiceFault('IncompleteSignatureException', `Authorization header is not a SigV4 one: '${authorization}'`, 403);
  if (signedService !== service) {
    throw new ServiceFault('InvalidSignatureException', `Credential should be scoped to correct service: '${service}'.`, 403);
  }
  const accountId = ACCOUNT_IN_KEY.exec(key)?.[1] ?? world.defaultAccountId;
  if (!world.hasAccount(accountId)) throw invalidToken(service);
  return { accountId, region, ...principal(accountId, key, headers['x-amz-security-token']) };
}

/** What a disabled Region and an unknown key look like. */
export function invalidToken(service: string): ServiceFault {
  const code = service === 'sts' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
  return new ServiceFault(code, 'The security token included in the request is invalid.', service === 'sts' ? 403 : 400);
}

export function deny(caller: Caller, action: string, resource: string, service: string): ServiceFault {
  const code = service === 'sts' ? 'AccessDenied' : 'AccessDeniedException';
  const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  return new ServiceFault(code, message, service === 'sts' ? 403 : 400);
}

function principal(accountId: string, key: string, token: string | string[] | undefined): { arn: string; userId: string } {
  const session = typeof token === 'string' ? parseSession(token) : undefined;
  if (!session) return { arn: `arn:aws:iam::${accountId}:user/emulator`, userId: key };
  const roleName = session.roleArn.split('/').at(-1) ?? '';
  return { arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session.sessionName}`, userId: `${key}:${session.sessionName}` };
}

function parseSession(token: string): { roleArn: string; sessionName: string } | undefined {
  try {
    const session: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof session !== 'object' || session === null || !('roleArn' in session) || !('sessionName' in session)) return undefined;
    return { roleArn: String(session.roleArn), sessionName: String(session.sessionName) };
  } catch {
    // Some other session token, of credentials that the emulator did not give: the key alone then says who calls.
    return undefined;
  }
}
