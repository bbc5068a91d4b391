/** What an error says, whichever realm or library it is from. */
export function messageOf(error: unknown): string {
  return member(error, 'message') ?? String(error);
}

/** Node's name for what went wrong: `ECONNREFUSED`. */
export function codeOf(error: unknown): string {
  return member(error, 'code') ?? '';
}

function member(error: unknown, name: 'message' | 'code'): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
