import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isBlobPath } from './blob-url';
import { serveBlob } from './blobs';
import { CallCounter, type CallCount } from './calls';
import { accessKeyId } from './caller';
import { FaultBook, type Fault } from './fault';
import type { Fleet } from './fleet';
import { answer, NoAnswer, type Backend } from './handler';
import { route } from './protocol';
import { Throttle, type Throttling } from './throttle';
import { parseFleet } from './validation';
import { World } from './world';

export interface EmulatorOptions {
  readonly fleet: Fleet;
  /** Default: a free one. */
  readonly port?: number;
  /** How long every answer takes, in milliseconds. Default: what the fleet says. */
  readonly latency?: number;
  /** Default: what the fleet says. */
  readonly throttling?: Throttling;
  /** The clock that times of pulls are read from. Default: the real one. */
  readonly now?: () => Date;
}

export interface Emulator {
  readonly url: string;
  /** What the SDKs need to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Live: what is added or removed here holds from the next call on. */
  readonly faults: Fault[];
  /** Calls so far by `service.Operation`; downloads are `blob.Get`. */
  calls(): Readonly<Record<string, CallCount>>;
  /** As it started: counts, faults, token buckets, deleted versions, times of pulls. */
  reset(): void;
  close(): Promise<void>;
}

const KEEP_ALIVE_MILLISECONDS = 120_000;
const MAX_BODY_BYTES = 1024 * 1024;

/** Serves a fleet on the loopback interface. Rejects with InvalidFleet where the document breaks a rule. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const fleet = parseFleet(options.fleet);
  const backend: Backend = {
    world: new World(fleet),
    faults: new FaultBook(fleet.faults ?? []),
    throttle: new Throttle(options.throttling ?? fleet.throttling ?? {}, () => performance.now() / 1000),
    now: options.now ?? (() => new Date()),
  };
  const counter = new CallCounter();
  const server = createServer(listener(backend, counter, options.latency ?? fleet.latencyMilliseconds ?? 0));
  // Longer than clients keep idle connections, so that none is closed under a request.
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  const url = await listen(server, options.port ?? 0);
  return {
    url,
    environment: environmentOf(url, backend.world),
    faults: backend.faults.faults,
    calls: () => counter.snapshot(),
    reset: () => {
      counter.reset();
      for (const part of [backend.faults, backend.throttle, backend.world]) part.reset();
    },
    close: () => close(server),
  };
}

function environmentOf(url: string, world: World): Readonly<Record<string, string>> {
  const key = accessKeyId(world.defaultAccountId);
  return {
    AWS_ENDPOINT_URL_SAGEMAKER: url,
    AWS_ENDPOINT_URL_ECR: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ACCESS_KEY_ID: key,
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: world.defaultRegion,
  };
}

function listener(backend: Backend, counter: CallCounter, latency: number): (request: IncomingMessage, response: ServerResponse) => void {
  let requests = 0;
  return (request, response) => {
    requests += 1;
    const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
    const serve = async () => {
      const body = await readBody(request);
      if (latency > 0) await new Promise((done) => setTimeout(done, latency));
      if (!response.destroyed) dispatch(request, response, body, requestId, backend, counter);
    };
    serve().catch((error: unknown) => fail(response, error));
  };
}

function dispatch(
  request: IncomingMessage, response: ServerResponse, body: string, requestId: string, backend: Backend, counter: CallCounter,
): void {
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const url = new URL(request.url ?? '/', origin);
  const target = request.headers['x-amz-target'];
  const routed = route(typeof target === 'string' ? target : undefined, request.headers['content-type'] ?? '', body);
  const name = isBlobPath(url.pathname) ? 'blob.Get' : routed && `${routed.service.name}.${routed.operation}`;
  try {
    if (request.method === 'GET' && isBlobPath(url.pathname)) {
      counter.record('blob.Get', serveBlob(url, request, response, backend) ? 'answered' : 'failed');
      return;
    }
    if (request.method !== 'POST' || url.pathname !== '/' || !routed) return notFound(response);
    const { isThrottled, status, headers, body: text } = answer({ ...routed, headers: request.headers, body, origin, requestId }, backend);
    counter.record(name ?? '', isThrottled ? 'throttled' : status === 200 ? 'answered' : 'failed');
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
  } catch (error) {
    counter.record(name ?? '', 'failed');
    throw error;
  }
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ __type: 'UnknownOperationException', message: 'No service of the emulator has this request' }));
}

function fail(response: ServerResponse, error: unknown): void {
  if (!(error instanceof NoAnswer)) {
    const message = error instanceof Error ? error.message : String(error);
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`emulator: ${message}`);
  } else if (error.afterMilliseconds === 0) {
    response.destroy();
  } else if (error.afterMilliseconds !== undefined) {
    const timer = setTimeout(() => response.destroy(), error.afterMilliseconds);
    response.once('close', () => clearTimeout(timer));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) throw new Error('the request is larger than 1 MiB');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const boundPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://127.0.0.1:${boundPort}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
