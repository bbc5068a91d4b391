import { isJsonObject } from '../../lib/core/json';

/** What an invocation asks for: a scan, unless its payload says `{"test": true}`. */
export type Invocation = 'scan' | 'test';

export function readInvocation(event: unknown): Invocation {
  return isJsonObject(event) && event['test'] === true ? 'test' : 'scan';
}

/** The account that the function runs in: the one that it scans. */
export function accountOf(invokedFunctionArn: string): string {
  const accountId = invokedFunctionArn.split(':')[4];
  if (!accountId) throw new Error(`The context's 'invokedFunctionArn' must name the account, got: '${invokedFunctionArn}'.`);
  return accountId;
}
