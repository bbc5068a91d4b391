/**
 * SageMaker answers a few calls a second for each account and Region, and the limits cannot be raised. The SDK's adaptive mode
 * measures the rate that is granted and waits on the client's side; each family of calls has a limit, so each has a client.
 */
export const PATIENT_RETRY = { retryMode: 'adaptive', maxAttempts: 10 } as const;

/** Calls made, by `service.Operation`, retries included. */
export type CallCounts = Record<string, number>;

interface MiddlewareStackOwner {
  readonly middlewareStack: {
    add(
      middleware: <Output>(next: (args: never) => Promise<Output>, context: { readonly commandName?: string }) => (args: never) => Promise<Output>,
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
