import { createHash } from 'node:crypto';
import type { FaultBook, Subject } from './fault';
import type { Input } from './input';

export interface PageRequest {
  readonly input: Input;
  readonly subject: Subject;
  readonly faults: FaultBook;
  /** How the service spells its two paging members. */
  readonly members: { readonly token: string; readonly size: string };
  readonly defaultSize: number;
  readonly invalidToken: () => Error;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * Cuts a page. Tokens are opaque and good for the same request only. Items that are `hidden` take their place in the
 * page without being shown: what was deleted between two pages shortens a page and moves nothing.
 */
export function page<T>(items: readonly T[], request: PageRequest, hidden: (item: T) => boolean = () => false): Page<T> {
  const { input, subject, faults, members } = request;
  const owner = `${subject.service} ${subject.operation} ${subject.accountId} ${subject.region} `
    + input.fingerprint([members.token, members.size]);
  const given = input.optionalText(members.token);
  const start = given === undefined ? { offset: 0, turn: 0 } : readToken(given, owner, items.length);
  if (!start) throw request.invalidToken();
  if (faults.strike(subject, 'empty-page')) return { items: [], nextToken: writeToken(start.offset, start.turn + 1, owner) };
  const asked = input.optionalNumber(members.size) ?? request.defaultSize;
  const size = Math.min(asked, faults.strike(subject, 'short-page')?.size ?? asked);
  const end = start.offset + size;
  const shown = items.slice(start.offset, end).filter((item) => !hidden(item));
  if (faults.strike(subject, 'repeat-token')) return { items: shown, nextToken: given ?? writeToken(start.offset, 0, owner) };
  return end < items.length ? { items: shown, nextToken: writeToken(end, 0, owner) } : { items: shown };
}

/** `turn` makes the tokens of empty pages differ. */
function writeToken(offset: number, turn: number, owner: string): string {
  return Buffer.from(`${offset}.${turn}.${seal(offset, turn, owner)}`).toString('base64url');
}

function readToken(token: string, owner: string, length: number): { offset: number; turn: number } | undefined {
  const [, offsetText = '', turnText = '', mark] = /^(\d+)\.(\d+)\.([0-9a-f]+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  const [offset, turn] = [Number(offsetText), Number(turnText)];
  return mark !== undefined && mark === seal(offset, turn, owner) && offset <= length ? { offset, turn } : undefined;
}

function seal(offset: number, turn: number, owner: string): string {
  return createHash('sha256').update(`${offset} ${turn} ${owner}`).digest('hex').slice(0, 24);
}
