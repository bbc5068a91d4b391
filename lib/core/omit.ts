/** A copy of a record without some of its members. */
export function omit<T extends object, K extends keyof T>(record: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.some((each) => each === name))) as Omit<T, K>;
}
