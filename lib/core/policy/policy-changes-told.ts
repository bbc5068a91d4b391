import { addDays, daysBetween, type CalendarDate } from '../calendar-date';

/** A date that people were told, on a day. */
export interface ToldDate {
  readonly eolFrom: CalendarDate | null;
  readonly on: CalendarDate;
}

/** By family and release: ends that were given up, each with the day on which that was told, oldest first. */
export type ToldDates = Readonly<Record<string, readonly ToldDate[]>>;

/** What subscribers know about policies: enough to tell everything once, and a second move as such. */
export interface ToldPolicyNews {
  readonly dates: ToldDates;
  /** By family and release: the earlier date of a refused document that was told and has neither come to rule nor been taken back. */
  readonly pending: Readonly<Record<string, ToldDate>>;
  /** By source: the verdict and hash of the document that was last told as refused or doubtful. */
  readonly documents: Readonly<Record<string, string>>;
}

export const NOTHING_TOLD: ToldPolicyNews = { dates: {}, pending: {}, documents: {} };

/** Two moves of one release within this time are told as one story: the flap of 2026-04-30 took five days, with four moves. */
export const FLAPPING_DAYS = 14;
const KEPT_DAYS = 366;
const MOST_KEPT = 24;

/** The history with one more end that was given up. What is older than a year goes, and what a release has too much of. */
export function remember(dates: ToldDates, key: string, given: ToldDate): ToldDates {
  const kept = (dates[key] ?? []).filter(({ on }) => on >= addDays(given.on, -KEPT_DAYS));
  return { ...dates, [key]: [...kept, given].slice(-MOST_KEPT) };
}

/** The last thing told of a release, where it was within the time of flapping. */
export function lastTold(told: ToldPolicyNews, key: string, today: CalendarDate): LastTold | undefined {
  const [past, pending] = [told.dates[key]?.at(-1), told.pending[key]];
  const recent = ({ on }: ToldDate) => daysBetween(on, today) <= FLAPPING_DAYS;
  if (pending && recent(pending) && (past === undefined || pending.on >= past.on)) return { kind: 'pending', ...pending };
  return past && recent(past) ? { kind: 'moved', ...past } : undefined;
}

/** `moved`: the end that was given up then. `pending`: the end that a refused document gave. */
export interface LastTold extends ToldDate {
  readonly kind: 'moved' | 'pending';
}
