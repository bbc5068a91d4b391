/** In milliseconds. */
export interface RequestLimits {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: boolean;
}

export interface Retry {
  readonly retryMode: 'adaptive' | 'standard';
  readonly maxAttempts: number;
}

/**
 * SageMaker answers a few calls a second for each account and Region, and the limits cannot be raised. The SDK's adaptive mode
 * measures the rate that is granted and waits on the client's side; each family of calls has a limit, so each has a client.
 */
export const PATIENT_RETRY: Retry = { retryMode: 'adaptive', maxAttempts: 10 };

/**
 * No answer is ever this late. Without a limit, one connection that hangs would hold a scan until the function's own time is over.
 * The SDK only warns of a request that takes too long, unless it is told to give it up.
 */
export const REQUEST_LIMITS: RequestLimits = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** Calls made, by `service.Operation`, retries included. */
export type CallCounts = Record<string, number>;

type Handler<Output> = (args: never) => Promise<Output>;

interface MiddlewareStackOwner {
  readonly middlewareStack: {
    add(
      middleware: <Output>(next: Handler<Output>, context: { readonly commandName?: string }) => Handler<Output>,
      options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/** Counts every request that a client sends. Low priority puts it inside the retry loop. */
export function countCalls(client: MiddlewareStackOwner, service: string, counts: CallCounts): void {
  client.middlewareStack.add((next, context) => (args) => {
    const operation = `${service}.${(context.commandName ?? 'Unknown').replace(/Command$/, '')}`;
    counts[operation] = (counts[operation] ?? 0) + 1;
    return next(args);
  }, { step: 'finalizeRequest', priority: 'low', name: 'countCalls' });
}
