import type { CalendarDate } from '../calendar-date';
import type { Claim } from './base-image';

/** A base image whose content was looked at once: what any image that is built on it must begin with. */
export interface KnownBase {
  readonly claim: Claim;
  /** `rootfs.diff_ids` of the base, bottom first; empty where only its digests are known. */
  readonly diffIds: readonly string[];
  /** Digests under which it can be named: of its manifest, and of indexes that hold it. */
  readonly digests: readonly string[];
  /** Where it was read, for a person: a repository and tag. */
  readonly source: string;
  readonly asOf: CalendarDate;
}

/** The form of a catalogue file. */
export interface ChainCatalogue {
  readonly schemaVersion: '1.0';
  readonly bases: readonly KnownBase[];
}
