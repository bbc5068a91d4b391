import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { datasetDocument } from './document';

const FILE = path.join(__dirname, '..', '..', 'docs', 'dataset.md');

it('docs/dataset.md says what the tables are; UPDATE_DOCUMENT=1 npm test -- test/dataset makes it anew', () => {
  if (process.env['UPDATE_DOCUMENT'] === '1') writeFileSync(FILE, datasetDocument());
  expect(readFileSync(FILE, 'utf8')).toBe(datasetDocument());
});
