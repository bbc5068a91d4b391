/** How far ahead a waiver may end, in days. Whoever lives with a finding for longer decides so again. */
export const MAX_WAIVER_DAYS = 366;

/** A waiver that has expired is shown on its findings for so many days, and not for ever. */
export const EXPIRED_WAIVER_SHOWN_DAYS = 90;

/** Of one set. More of them are no exceptions any more. */
export const MAX_WAIVERS = 500;

/** In characters. */
export const MAX_PATTERN_LENGTH = 256;
export const MAX_VERSIONS_LENGTH = 200;
export const MAX_OWNER_LENGTH = 200;
export const MAX_REASON_LENGTH = 500;
