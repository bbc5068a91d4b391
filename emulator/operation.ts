import type { Caller } from './caller';
import type { FaultBook, Subject } from './fault';
import type { Input } from './input';
import type { Constraints, OperationSchema } from './schema';
import type { ApiFamily } from './throttle';
import type { RegionState, World } from './world';

/** A checked request on its way to its answer. */
export interface Call {
  readonly input: Input;
  readonly caller: Caller;
  readonly subject: Subject;
  readonly state: RegionState;
  readonly world: World;
  readonly faults: FaultBook;
  /** Scheme and host that the request came to: blobs are served there too. */
  readonly origin: string;
  readonly now: () => Date;
}

/** One operation of a service. */
export interface Operation {
  readonly schema: OperationSchema;
  readonly constraints: Constraints;
  /** Absent: never throttled. */
  readonly family?: ApiFamily;
  /** What the request is about, for faults and for messages of refusals; requests that were not checked yet come too. */
  readonly subject: (input: Input) => Partial<Pick<Subject, 'accountId' | 'resource' | 'version'>>;
  readonly answer: (call: Call) => object;
}

export function nameOf(operation: Operation): string {
  return operation.schema[2];
}
