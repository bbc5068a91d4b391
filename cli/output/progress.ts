import type { Writable } from 'node:stream';
import type { ScanProgress } from '../../lambda/scan/scan-target';

const REDRAW_MILLISECONDS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** One line on a terminal that says how far a scan is; silent anywhere else. */
export interface ProgressLine {
  update(progress: ScanProgress): void;
  end(): void;
}

export function progressLine(stream: Writable & { readonly isTTY?: boolean }, now: () => number): ProgressLine {
  if (stream.isTTY !== true) return { update: () => undefined, end: () => undefined };
  const started = now();
  let drawn = Number.NEGATIVE_INFINITY;
  let listed = 0;
  return {
    update: (progress) => {
      if (progress.stage === 'inventory') listed = progress.listed;
      const time = now();
      if (time - drawn < REDRAW_MILLISECONDS) return;
      drawn = time;
      stream.write(`${CLEAR_LINE}${progressText(progress, listed, time - started)}`);
    },
    end: () => void stream.write(CLEAR_LINE),
  };
}

/** For example `120 listed · 40 of 120 described · about 16 s left`. */
export function progressText(progress: ScanProgress, listed: number, elapsed: number): string {
  if (progress.stage === 'lineage') return `${listed} listed · described · ${progress.resolved} of ${progress.total} registered images resolved`;
  const { described } = progress;
  const left = described > 0 && described < listed ? ` · about ${Math.ceil((elapsed / described) * (listed - described) / 1000)} s left` : '';
  return described === 0 ? `${listed} listed` : `${listed} listed · ${described} of ${listed} described${left}`;
}
