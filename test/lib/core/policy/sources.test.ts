import { VENDOR_HOSTS } from '../../../../lambda/policy/http/allowed-hosts';
import { shippedPolicies } from '../../../../lib/core/policy/catalog';
import { VENDOR_DOCUMENTS, vendorDocuments } from '../../../../lib/core/policy/sources';

it('every vendor with a shipped policy has a document to refresh it from', () => {
  expect(shippedPolicies().map(({ family }) => vendorDocuments(family).length)).toEqual([1, 1, 2]);
  expect(vendorDocuments('golden-images')).toEqual([]);
});

it('a document is known by its family and a name that no other has', () => {
  expect(new Set(VENDOR_DOCUMENTS.map(({ id }) => id)).size).toBe(VENDOR_DOCUMENTS.length);
  for (const { id, family } of VENDOR_DOCUMENTS) expect(id.startsWith(`${family}/`)).toBe(true);
});

it('every document is at a host that may be asked without any configuration', () => {
  for (const { location } of VENDOR_DOCUMENTS) {
    expect(location).toMatch(/^https:/);
    expect(VENDOR_HOSTS).toContain(new URL(location).host);
  }
});
