import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBlobUrl } from './blob-url';
import type { Subject } from './fault';
import { NoAnswer, type Backend } from './handler';

const OVERSIZED_BYTES = 5 * 1024 * 1024;

/** Serves one blob as the bucket behind ECR does; says whether the caller got all of its bytes. */
export function serveBlob(url: URL, request: IncomingMessage, response: ServerResponse, backend: Backend): boolean {
  const location = readBlobUrl(url);
  if (!location) return refuse(response, 403, 'SignatureDoesNotMatch');
  if (request.headers.authorization !== undefined) return refuse(response, 400, 'InvalidArgument');
  const { accountId, region, repository, digest } = location;
  const found = backend.world.region(accountId, region)?.repository(repository)?.blob(digest);
  const ids = found ? [digest, found.entry.manifest.digest, ...found.entry.tags] : [digest];
  const subject: Subject = { service: 'blob', operation: 'Get', accountId, region, resource: repository, ids };
  const fault = backend.faults.strike(
    subject, 'deny', 'server-error', 'throttle', 'error', 'stall', 'abort', 'missing-blob', 'corrupt-blob', 'oversized-blob',
  );
  if (!found || fault?.kind === 'missing-blob') return refuse(response, 404, 'NoSuchKey');
  const bytes = found.content.bytes;
  switch (fault?.kind) {
    case 'deny': return refuse(response, 403, 'AccessDenied');
    case 'server-error': return refuse(response, 500, 'InternalError');
    case 'throttle': return refuse(response, 503, 'SlowDown');
    case 'error': return refuse(response, fault.status ?? 400, fault.code);
    case 'stall': throw new NoAnswer(fault.milliseconds);
    case 'abort': return breakOff(response, bytes);
    case 'corrupt-blob': return send(response, corrupted(bytes));
    case 'oversized-blob': return send(response, Buffer.alloc(fault.bytes ?? OVERSIZED_BYTES, ' '), fault.chunked);
    case undefined: return send(response, bytes);
  }
}

function send(response: ServerResponse, bytes: Buffer, isChunked = false): true {
  const headers = { 'content-type': 'application/octet-stream' };
  response.writeHead(200, isChunked ? headers : { ...headers, 'content-length': bytes.byteLength });
  response.end(bytes);
  return true;
}

function breakOff(response: ServerResponse, bytes: Buffer): false {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.byteLength });
  response.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), () => response.destroy());
  return false;
}

function refuse(response: ServerResponse, status: number, code: string): false {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  return false;
}

/** Still JSON of the same length, so that only the digest gives it away. */
function corrupted(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const letter = copy.findIndex((byte) => byte >= 97 && byte < 122);
  copy.writeUInt8(copy.readUInt8(Math.max(0, letter)) + 1, Math.max(0, letter));
  return copy;
}
