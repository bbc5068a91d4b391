import { formatVendorAccount, parseVendorAccount } from '../../../../../lib/core/lineage/vendors/vendor-accounts';

it.each(['eu-west-9=123456789012', 'us-gov-west-1=000000000001', 'cn-north-1=123456789012', 'us-isob-east-1=123456789012', 'eusc-de-east-1=123456789012'])('reads %s', (text) => {
  const account = parseVendorAccount(text);
  const [region, accountId] = text.split('=');
  expect(account).toEqual({ region, accountId, registry: 'deep-learning-containers' });
  expect(account && formatVendorAccount(account)).toBe(text);
});

it.each([
  '', '=', 'eu-west-1', '123456789012', 'eu-west-1=', '=123456789012', 'eu-west-1=12345678901', 'eu-west-1=1234567890123', 'eu-west-1=12345678901a', 'EU-WEST-1=123456789012',
  'eu-west=123456789012', 'eu_west_1=123456789012', ' eu-west-1=123456789012', 'eu-west-1=123456789012 ', 'eu-west-1:123456789012', 'eu-west-1=123456789012,', 'eu-west-1=123456789012\n',
])('refuses %p', (text) => expect(parseVendorAccount(text)).toBeUndefined());
