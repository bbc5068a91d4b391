import type { RegistryAccount } from './aws-deep-learning-containers-accounts';

const VENDOR_ACCOUNT = /^([a-z]{2,}(?:-[a-z]+)+-\d+)=(\d{12})$/;

/**
 * An account that serves AWS Deep Learning Containers and is not in the table, as a person writes it: `eu-west-9=123456789012`.
 * Undefined where the text is anything else.
 */
export function parseVendorAccount(text: string): RegistryAccount | undefined {
  const [, region, accountId] = VENDOR_ACCOUNT.exec(text) ?? [];
  return region === undefined || accountId === undefined ? undefined : { region, accountId, registry: 'deep-learning-containers' };
}

/** The text that `parseVendorAccount` reads. */
export function formatVendorAccount({ region, accountId }: Pick<RegistryAccount, 'region' | 'accountId'>): string {
  return `${region}=${accountId}`;
}
