import type { IncomingHttpHeaders } from 'node:http';
import { deny, identify, invalidToken, type Caller } from './caller';
import type { FaultBook, Subject } from './fault';
import { Input } from './input';
import type { Response, Service } from './protocol';
import { check } from './schema';
import { ServiceFault } from './service-fault';
import type { Throttle } from './throttle';
import type { World } from './world';

/** What all requests share. */
export interface Backend {
  readonly world: World;
  readonly faults: FaultBook;
  readonly throttle: Throttle;
  readonly now: () => Date;
}

/** The connection is to end without an answer, at once or after a while (undefined: when the caller gives up). */
export class NoAnswer extends Error {
  constructor(readonly afterMilliseconds: number | undefined) {
    super('no answer');
  }
}

export interface ApiRequest {
  readonly service: Service;
  readonly operation: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly origin: string;
  readonly requestId: string;
}

const THROTTLED = 'ThrottlingException';

/** Answers one request of an API. Throws NoAnswer where a fault says so. */
export function answer(request: ApiRequest, backend: Backend): Response & { readonly isThrottled: boolean } {
  const { service, requestId } = request;
  try {
    const result = run(request, backend);
    return { ...respond(service, 200, service.answer(request.operation, result, requestId), requestId), isThrottled: false };
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    const response = respond(service, error.status, service.failure(error, requestId), requestId, error.code);
    return { ...response, isThrottled: error.code === THROTTLED };
  }
}

/** In the order in which the services look at a request: caller, rate, permission, form, content. */
function run(request: ApiRequest, backend: Backend): object {
  const { service } = request;
  const { world, faults, throttle } = backend;
  const caller = identify(request.headers, service.name, world);
  const operation = service.operations.get(request.operation);
  if (!operation) throw new ServiceFault(service.unknownOperation, `The action ${request.operation} is not one that ${service.name} knows.`);
  const body = service.parse(request.body);
  const input = new Input(body);
  const subject: Subject = {
    service: service.name, operation: request.operation, accountId: caller.accountId, region: caller.region, ...operation.subject(input),
  };
  strike(subject, caller, faults);
  if (operation.family && !throttle.admits(caller.accountId, caller.region, operation.family)) throw throttled();
  const violations = check(operation.schema, operation.constraints, body);
  if (violations.length > 0) throw service.violated(violations);
  const state = world.region(caller.accountId, caller.region);
  if (!state) throw invalidToken(service.name);
  return operation.answer({ input, caller, subject, state, world, faults, origin: request.origin, now: backend.now });
}

function strike(subject: Subject, caller: Caller, faults: FaultBook): void {
  const fault = faults.strike(subject, 'deny', 'error', 'throttle', 'server-error', 'region-disabled', 'stall', 'abort');
  switch (fault?.kind) {
    case undefined: return;
    case 'deny': throw deny(caller, `${subject.service}:${subject.operation}`, subject.resource ?? '*', subject.service);
    case 'error': throw new ServiceFault(fault.code, fault.message ?? `${fault.code} by a fault of the fleet`, fault.status);
    case 'throttle': throw throttled();
    case 'server-error': throw new ServiceFault(subject.service === 'ecr' ? 'ServerException' : 'InternalFailure', 'An internal error occurred', 500);
    case 'region-disabled': throw invalidToken(subject.service);
    case 'stall': throw new NoAnswer(fault.milliseconds);
    case 'abort': throw new NoAnswer(0);
  }
}

function throttled(): ServiceFault {
  return new ServiceFault(THROTTLED, 'Rate exceeded');
}

function respond(service: Service, status: number, body: string, requestId: string, errorType?: string): Response {
  const contentType = service.name === 'sts' ? 'text/xml' : service.contentType;
  const headers = { 'content-type': contentType, 'x-amzn-requestid': requestId };
  return { status, body, headers: errorType === undefined ? headers : { ...headers, 'x-amzn-errortype': errorType } };
}
