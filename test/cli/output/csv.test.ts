import { csv } from '../../../cli/output/csv';
import { finding } from '../../lambda/publishing/findings-fixture';

const lines = (text: string) => text.split('\n');

it('has a line of names and a line for each finding, each ending with a carriage return', () => {
  const text = csv([finding(), finding({ version: 2, daysLeft: -20, endOfSupport: '2026-11-02' })]);

  expect(lines(text)).toHaveLength(3);
  for (const line of lines(text)) expect(line).toMatch(/[^\r]\r$/);
  expect(lines(text)[0]).toMatch(/^image_name,version,account_id,region,status,severity,base_family/);
  expect(lines(text)[2]).toContain('data-science,2,111122223333,eu-west-1,SUPPORTED,INFORMATIONAL,sagemaker-distribution,,2.4,cpu,certain,2026-11-02,-20,');
});

it.each([
  ['plain text', 'plain text'],
  ['a, b', '"a, b"'],
  ['a; b', '"a; b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
])('writes %j as RFC 4180 wants it', (reason, written) => {
  expect(csv([finding({ reason })])).toContain(`,${written},1999-`);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '\uFF1D1', '=cmd|"/C calc"!A0', '\n'])('makes text of the formula %j', (reason) => {
  expect(csv([finding({ reason })])).toMatch(/,"?'/);
});

it('leaves numbers numbers, and knows a waiver from one that has expired', () => {
  const waiver = { image: '*', owner: 'ana', reason: 'moving', expires: '2027-01-31' };
  const text = csv([
    finding({ daysLeft: -1, waiver, conditions: [{ type: 'WAIVED', message: '' }] }),
    finding({ waiver, conditions: [{ type: 'WAIVER_EXPIRED', message: '' }] }),
  ]);
  expect(lines(text)[1]).toContain(',-1,,,,,,WAIVED,2027-01-31,');
  expect(lines(text)[2]).toContain(',WAIVER_EXPIRED,,');
});
