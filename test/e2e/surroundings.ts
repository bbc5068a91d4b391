/**
 * What the deployed monitor finds around it, and a handle on it: SageMaker and ECR, whose calls can be made to fail, and a way to the
 * topics that writes down what is published and can refuse it. Prints the addresses.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoFleet } from '../../emulator/demo-fleet';
import type { Fault } from '../../emulator/fault';
import { startEmulator } from '../../emulator/server';

const [, miniStack = ''] = process.argv.slice(2);
const published: string[] = [];
let toRefuse = 0;

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The text that the function publishes, as it goes over the wire. */
function messageOf(body: string): string | undefined {
  const form = new URLSearchParams(body);
  return form.get('Action') === 'Publish' ? form.get('Message') ?? '' : undefined;
}

async function toTopics(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(incoming);
  const message = messageOf(body);
  if (message !== undefined && toRefuse > 0) {
    toRefuse -= 1;
    response.writeHead(403, { 'content-type': 'text/xml' });
    response.end('<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>Refused by the test.</Message></Error></ErrorResponse>');
    return;
  }
  if (message !== undefined) published.push(message);
  const forward = request(new URL(incoming.url ?? '/', miniStack), { method: incoming.method, headers: incoming.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  forward.on('error', (error) => response.destroy(error));
  forward.end(body);
}

async function main(): Promise<void> {
  const emulator = await startEmulator({ fleet: demoFleet() });
  const control = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    if (incoming.url === '/faults') {
      const faults: Fault[] = JSON.parse(body);
      emulator.faults.splice(0, emulator.faults.length, ...faults);
    } else if (incoming.url === '/refuse') {
      toRefuse = Number(body);
    }
    response.end(JSON.stringify(incoming.url === '/published' ? published.splice(0) : {}));
  };
  const serve = async (listener: (incoming: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<string> => {
    const server = createServer((incoming, response) => void listener(incoming, response).catch((error: Error) => response.destroy(error)));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  process.stdout.write(`${JSON.stringify({ emulator: emulator.url, topics: await serve(toTopics), control: await serve(control) })}\n`);
}

void main();
