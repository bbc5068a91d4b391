import { DATASET_QUERIES } from '../../../../lib/core/dataset/queries';
import { EXPECTED } from '../../../dataset/expected';

it.each(DATASET_QUERIES.map((query) => [query.id, query] as const))('%s fits into a named query, and has an answer to be compared with', (id, query) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(query.name.length).toBeLessThanOrEqual(128);
  expect(query.description.length).toBeLessThanOrEqual(1024);
  expect(query.sql).not.toMatch(/;\s*$/);
  expect(EXPECTED[id]?.length).toBeGreaterThan(0);
});

it('has no answers to questions that are not asked', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(DATASET_QUERIES.map(({ id }) => id).sort());
});

it('reads some days only, in every table that it names', () => {
  for (const { sql } of DATASET_QUERIES) {
    const tables = sql.match(/\b(?:FROM|JOIN) (?:findings|scans|usage|policy_changes)\b/g) ?? [];
    const limits = sql.match(/\bdate >= CAST\(CAST\(current_date - INTERVAL '\d+' DAY AS date\) AS varchar\)/g) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    expect(limits.length).toBeGreaterThanOrEqual(tables.length);
  }
});
