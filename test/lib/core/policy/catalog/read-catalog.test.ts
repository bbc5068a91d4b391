import type { CatalogFile } from '../../../../../lib/core/policy/catalog/read-catalog';
import { readCatalog } from '../../../../../lib/core/policy/catalog/read-catalog';

const row = { version: '1.0', eolFrom: '2026-01-01', asWritten: 'Jan 1st, 2026', from: 'page' };
const file = (more: object): CatalogFile => ({
  family: 'vendor', source: 'page', sha256: '0', retrievedAt: '2026-01-01', sources: { page: { source: 'https://vendor.example', asOf: '2026-01-02' } },
  majors: [{ version: '1', lastMinorRelease: null, eolFrom: null }], releases: [{ ...row, ...more }],
});

describe('readCatalog', () => {
  it('spells out where each row was read', () => {
    expect(readCatalog(file({ processor: 'gpu', section: 'supported' }))).toEqual({
      family: 'vendor', source: 'page', sha256: '0', retrievedAt: '2026-01-01', rule: 'shipped', anomalies: [],
      majors: [{ version: '1', lastMinorRelease: null, eolFrom: null, line: null }],
      releases: [{
        version: '1.0', eolFrom: '2026-01-01', asWritten: 'Jan 1st, 2026', processor: 'gpu', section: 'supported', line: null, source: 'https://vendor.example', asOf: '2026-01-02',
      }],
    });
  });

  it('names the product of Google\'s rows, whose sources are called by it, and of no others', () => {
    expect(readCatalog({ ...file({}), family: 'google-deep-learning-containers' }).releases[0]?.product).toBe('page');
    expect(readCatalog(file({})).releases[0]).not.toHaveProperty('product');
  });

  it.each([
    [{ processor: 'npu' }, "'processor' of a row must be one of cpu, gpu, got: 'npu'; build the catalog again"],
    [{ section: 'old' }, "'section' of a row must be one of supported, unsupported, got: 'old'; build the catalog again"],
    [{ from: 'book' }, "'from' of row 1.0 of 'vendor' must be a name in 'sources', got: 'book'; build the catalog again"],
  ])('refuses %j', (more, message) => expect(() => readCatalog(file(more))).toThrow(new Error(message)));
});
