import type { ScanResult } from '../scan-result';

/** What the dataset holds of one scan of one account and Region. */
export interface DatasetScan {
  readonly monitor: string;
  readonly accountId: string;
  readonly region: string;
  readonly durationMs: number;
  readonly result: ScanResult;
}
