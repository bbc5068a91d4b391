import { isJsonObject } from '../../lib/core/json';

/** What an invocation asks for: a scan, unless its payload says `{"test": true}`. */
export type Invocation = 'scan' | 'test';

export function readInvocation(event: unknown): Invocation {
  return isJsonObject(event) && event['test'] === true ? 'test' : 'scan';
}

/** The messages that brought an invocation: none, where no queue did. */
export function messageIdsOf(event: unknown): readonly string[] {
  const records = isJsonObject(event) ? event['Records'] : undefined;
  if (!Array.isArray(records)) return [];
  return records.flatMap((record: unknown) => {
    const id = isJsonObject(record) && record['eventSource'] === 'aws:sqs' ? record['messageId'] : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}

/** What a queue is to give out again. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchAnswer {
  readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[];
}

/** The changes that brought a run may have come after the scan that is under way had read their images. */
export function giveBack(messageIds: readonly string[]): BatchAnswer {
  return messageIds.length === 0 ? {} : { batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The account that the function runs in: the one that it scans. */
export function accountOf(invokedFunctionArn: string): string {
  const accountId = invokedFunctionArn.split(':')[4];
  if (!accountId) throw new Error(`The context's 'invokedFunctionArn' must name the account, got: '${invokedFunctionArn}'.`);
  return accountId;
}
