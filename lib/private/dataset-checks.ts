import { type Duration, type Size, Token } from 'aws-cdk-lib';
import { refuse } from './checks';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const MIN_CUTOFF_BYTES = 10_000_000;
const WORK_GROUP_NAME = /^[A-Za-z0-9._-]{1,128}$/;

export function checkCutoff(cutoff: Size): void {
  if (cutoff.isUnresolved()) return;
  const bytes = cutoff.toBytes();
  if (bytes < MIN_CUTOFF_BYTES) refuse('bytesScannedCutoff', `be at least ${MIN_CUTOFF_BYTES} bytes`, `${bytes} bytes`);
}

export function checkExpiry(after: Duration): void {
  if (after.isUnresolved()) return;
  const days = after.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1) refuse('resultsExpireAfter', 'be whole days, 1 or more', after.formatTokenToNumber());
}

export function checkWorkGroupName(name: string): void {
  if (Token.isUnresolved(name) || WORK_GROUP_NAME.test(name)) return;
  refuse('workGroupName', "be 1 to 128 letters, digits, '.', '_' or '-'", `'${name}'`);
}
