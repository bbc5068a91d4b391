import { parsePolicyDocument } from '../../../lambda/policy/parse-policy-document';
import { edited, editedLine, lineOf, TODAY, WHOLE, withLine } from './fixtures/fixture';

const at = lineOf(WHOLE, '| 2.3.x');
const row = WHOLE.split('\n')[at - 1] ?? '';

/** The names that other tools rely on. */
it.each<[string, 'error' | 'warning' | 'info', string]>([
  ['version-uri-mismatch', 'warning', editedLine(WHOLE, at, ':2.3-cpu', ':2.4-cpu')],
  ['processor-uri-mismatch', 'warning', editedLine(WHOLE, at, ':2.3-cpu', ':2.3-gpu')],
  ['duplicate-conflict', 'warning', withLine(WHOLE, at, row, edited(row, 'Apr', 'May'))],
  ['unparsable-date', 'error', editedLine(WHOLE, at, 'Apr 25th, 2025', 'Feb 30th, 2025')],
  ['unparsable-date', 'error', editedLine(WHOLE, at, 'Apr 25th, 2025', 'TBD')],
  ['unparsable-version', 'error', editedLine(WHOLE, at, '2.3.x', 'latest')],
  ['unknown-table', 'warning', edited(WHOLE, '## Frequently', '## Other\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n## Frequently')],
  ['unknown-table', 'error', edited(WHOLE, 'Planned End of Support Date', 'Planned Date')],
  ['missing-table', 'error', WHOLE.slice(0, WHOLE.lastIndexOf('### GPU Images'))],
  ['missing-table', 'error', WHOLE.split('\n').filter((line) => !line.startsWith('|')).join('\n')],
  ['missing-table', 'warning', edited(WHOLE, /## Unsupported Image Versions[^]*(?=## Frequently)/, '')],
  ['minor-after-major', 'info', WHOLE],
  ['supported-but-past', 'info', editedLine(WHOLE, lineOf(WHOLE, '| 3.9.x'), 'Sep 29th, 2026', 'Sep 15th, 2026')],
  ['cpu-gpu-asymmetry', 'warning', withLine(WHOLE, at)],
  ['cpu-gpu-asymmetry', 'warning', editedLine(WHOLE, at, 'Apr 25th, 2025', 'Apr 26th, 2025')],
  ['merge-conflict', 'error', withLine(WHOLE, at, '<<<<<<< HEAD', row, '=======', edited(row, 'Apr', 'May'), '>>>>>>> main')],
])('%s is found, as %s', (code, severity, text) => {
  const { anomalies } = parsePolicyDocument(text, { asOf: TODAY });
  expect(anomalies.map((anomaly) => `${anomaly.code} ${anomaly.severity}`)).toContain(`${code} ${severity}`);
});
