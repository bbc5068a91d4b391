/** `2.17 (Python 3.10)`, `2.4 (py39)`, `TensorFlow 2.17`: a number, what it counts, and notes on its surroundings. */
const VERSION = /^(?:([a-z][a-z -]{0,40}) )?v?(\d{1,4}(?:\.\d{1,4}){1,3})$/i;
const NOTES = /(?:\s*\([^()]*\))+$/;

export interface WrittenVersion {
  readonly version: string;
  /** The words before the number. */
  readonly counted?: string;
}

export function readVersion(text: string): WrittenVersion | undefined {
  const [, counted, version] = VERSION.exec(withoutNotes(text)) ?? [];
  return version === undefined ? undefined : { version, ...(counted !== undefined && { counted }) };
}

/** A build that is made anew each night, for which the vendor says that there are no dates. */
export function isNightly(version: string, dates: readonly string[]): boolean {
  return /^nightly$/i.test(withoutNotes(version)) && dates.every((date) => /^(?:not applicable|n\/a)$/i.test(date));
}

function withoutNotes(text: string): string {
  // A longer cell is no version, and the expression would only cost time.
  return text.length > 200 ? text : text.replace(NOTES, '').trim();
}

const CUDA = /^(?:cuda|(?:gpu\b[^()]{0,20}\()\s*cuda) (\d{1,2})\.(\d)\)?$/i;

/** What the images run on: `CPU only`, `GPU (CUDA 12.x)`, `CPU or GPU (CUDA 11.x)`, `Cloud TPU`, `CUDA 12.4`. */
export function readAccelerator(text: string): string | undefined {
  if (text.length > 100) return undefined;
  const [, major, minor] = CUDA.exec(text) ?? [];
  if (major !== undefined && minor !== undefined) return `cu${major}${minor}`;
  const found = ['cpu', 'gpu', 'tpu'].filter((name) => new RegExp(`\\b${name}s?\\b`, 'i').test(text)).join(',');
  return ['cpu', 'gpu', 'tpu', 'cpu,gpu'].includes(found) ? found : undefined;
}

/** A registry's host: also right after the tag of the image before, as pages without separators have it. */
const HOST = '(?:us|europe|asia|africa|australia|me|northamerica|southamerica)(?:-[a-z]+\\d+)?-docker\\.pkg\\.dev/|(?<![\\w./-])(?:(?:us|eu|asia)\\.)?gcr\\.io/';
const BEFORE_HOST = new RegExp(`(?=${HOST})`);
const REFERENCE = new RegExp(`^(?:${HOST})[a-z0-9._/-]+`);

/** The images that a cell names, without their tags. */
export function readReferences(text: string): readonly string[] {
  return text.split(BEFORE_HOST).flatMap((piece) => REFERENCE.exec(piece)?.[0].replace(/[./-]+$/, '') ?? []);
}
