import { policyRequests, vendorRequests } from '../../../lambda/scan/policy-requests';
import { VENDOR_DOCUMENTS } from '../../../lib/core/policy/sources';

const [distribution, containers] = VENDOR_DOCUMENTS;

it("reads the vendors' documents at their own addresses", () => {
  expect(vendorRequests(true)).toEqual(VENDOR_DOCUMENTS.map((document) => ({ ...document, refresh: true })));
  expect(vendorRequests(false).map(({ refresh }) => refresh)).toEqual([false, false, false, false]);
});

it.each([
  [{ id: distribution!.id }, { ...distribution, refresh: true }],
  [{ id: distribution!.id, location: 's3://b/k.md' }, { ...distribution, location: 's3://b/k.md', refresh: true }],
  [{ id: containers!.id, location: 's3://b/data.txt' }, { ...containers, location: 's3://b/data.txt', form: 'text', refresh: true }],
  [{ id: containers!.id, location: 'https://m/main.tar.gz?x=1', refresh: false }, { ...containers, location: 'https://m/main.tar.gz?x=1', refresh: false }],
  [{ id: containers!.id, location: 's3://b/main.TGZ' }, { ...containers, location: 's3://b/main.TGZ', refresh: true }],
  [{ id: containers!.id, location: 'https://codeload.github.com/fork/x/tar.gz/main' }, { ...containers, location: 'https://codeload.github.com/fork/x/tar.gz/main', refresh: true }],
  [{ location: 's3://b/acme.json' }, { location: 's3://b/acme.json', form: 'text', refresh: true }],
])('%j', (settings, request) => expect(policyRequests([settings])).toEqual([request]));

it.each([
  [{ id: 'acme/x' }, "'id' of a policy document must be one of 'sagemaker-distribution/support-policy'"],
  [{}, "A policy document must have an 'id' or a 'location', got: neither."],
])('refuses %j', (settings, message) => expect(() => policyRequests([settings])).toThrow(message));
