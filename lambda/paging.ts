import { ServiceError, type ServiceFailure } from '../lib/core/service-failure';

/** One page of a list call. A page may be short or empty and still have a token. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/** More pages than any account has: a service that never ends its list is stopped here. */
const PAGE_CAP = 10_000;

/** The items of a list call, with the failure that ended it early, if one did: what was seen is still good. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly failure?: ServiceFailure;
}

/**
 * Reads a list to its end. Only a page without a token ends it: short and empty pages in between are legal.
 * A token that comes a second time would go round for ever, so it ends the list with a failure.
 */
export async function readPages<T>(
  operation: string,
  subject: string,
  readPage: (nextToken: string | undefined) => Promise<Page<T>>,
): Promise<Listing<T>> {
  const items: T[] = [];
  const seenTokens = new Set<string>();
  const stop = (message: string): Listing<T> => ({ items, failure: { operation, kind: 'invalid', subject, message } });
  let nextToken: string | undefined;
  for (let pages = 0; pages < PAGE_CAP; pages++) {
    let page: Page<T>;
    try {
      page = await readPage(nextToken);
    } catch (error) {
      if (error instanceof ServiceError) return { items, failure: error.failure };
      throw error;
    }
    items.push(...page.items);
    nextToken = page.nextToken;
    if (nextToken === undefined || nextToken === '') return { items };
    if (seenTokens.has(nextToken)) return stop(`The page token came a second time after ${pages + 1} pages; the list was cut there.`);
    seenTokens.add(nextToken);
  }
  return stop(`The list did not end after ${PAGE_CAP} pages; it was cut there.`);
}

/** A list that changes while it is read can show a row on two pages. */
export function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
