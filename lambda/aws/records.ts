import type { Page } from '../paging';

export function page<T>(nextToken: string | undefined, items: readonly T[]): Page<T> {
  return { items, ...(nextToken !== undefined && { nextToken }) };
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value: records tell what is absent by leaving it out. */
export function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
