import { readFileSync } from 'node:fs';
import { createServer as createProxy, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo, type LookupFunction, type Socket } from 'node:net';
import path from 'node:path';

const fixture = (name: string) => readFileSync(path.join(__dirname, 'fixtures', name), 'utf8');

/** For `mirror.test` and `raw.githubusercontent.com`. Made for these tests by `openssl req -x509`; nobody else trusts it. */
export const CERTIFICATE = fixture('test-only-certificate.pem');

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface LocalServer {
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  readonly close: () => Promise<void>;
}

/** An https server on 127.0.0.1 that keeps what it was asked. */
export async function httpsServer(handler: Handler): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer({ cert: CERTIFICATE, key: fixture('test-only-key.pem') }, (request, response) => {
    requests.push(request);
    handler(request, response);
  });
  return { requests, ...await listening(server) };
}

/** A proxy that opens a tunnel to the port for whatever host is asked, unless `answer` does something else. */
export async function connectProxy(port: number, answer?: (socket: Socket) => void): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const proxy = createProxy();
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    requests.push(request);
    socket.on('error', () => {});
    if (answer) {
      socket.resume();
      return answer(socket);
    }
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(tunnel).pipe(socket);
    });
    tunnel.on('error', () => socket.destroy());
  });
  return { requests, ...await listening(proxy) };
}

/** Every name is this machine. */
export const toLoopback: LookupFunction = (_host, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

async function listening(server: Server): Promise<Pick<LocalServer, 'port' | 'close'>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
