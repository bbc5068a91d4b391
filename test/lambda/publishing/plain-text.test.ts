import { clean, copyLine, field, shorten, wrap } from '../../../lambda/publishing/plain-text';

it.each([
  ['a\r\nSubject: b\n\nc', 'a Subject: b c'],
  ['\u001b[31mred\u001b[0m\u0007', '[31mred [0m'],
  ['safe\u202Egpj.exe', 'safegpj.exe'],
  ['zero\u200Bwidth\uFEFF', 'zerowidth'],
  ['line\u2028sep\u0085nel', 'line sep nel'],
  ['\ud800 alone', '\uFFFD alone'],
  ['👩\u200D🔬 ümläut 日本', '👩\u200D🔬 ümläut 日本'],
])('makes one harmless line of %j', (text, expected) => {
  expect(clean(text)).toBe(expected);
});

it.each(['', 'short', 'ü'.repeat(400), '"'.repeat(240), '\ud83d\ude00'.repeat(240)])('leaves a text alone that fits: %#', (text) => {
  expect(shorten(text)).toBe(text);
});

it.each(['a'.repeat(1001), '"'.repeat(600), 'ü'.repeat(600), '\u0001'.repeat(300), '😀'.repeat(1000), 'a'.repeat(5_000_000)])(
  'shortens a text that does not, with a mark: %#',
  (text) => {
    const short = shorten(text);
    const [start = '', mark] = short.split('… [');
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(short)))).toBeLessThanOrEqual(1000);
    expect(mark).toBe(`shortened, ${text.length} characters]`);
    expect(text.startsWith(start)).toBe(true);
    expect(start.length).toBeGreaterThan(50);
    expect(start).not.toMatch(/\p{Surrogate}/u);
  },
);

it('breaks lines at spaces, and never in the middle of what is copied', () => {
  const uri = `${'1'.repeat(12)}.dkr.ecr.eu-west-1.amazonaws.com/${'team/'.repeat(12)}image:tag`;
  const lines = wrap(`${'word '.repeat(30)}${uri} end`, '- ', '  ');
  expect(lines).toContain(`  ${uri}`);
  expect(lines.filter((line) => !line.includes(uri)).every((line) => line.length <= 72)).toBe(true);
  expect(lines.map((line) => line.slice(2)).join(' ')).toBe(`${'word '.repeat(30)}${uri} end`);
});

it('sets a label beside its text', () => {
  expect(field('Ends', 'on a day')).toEqual(['  Ends    on a day']);
  expect(field('Note', 'word '.repeat(20)).slice(1).every((line) => line.startsWith('          word'))).toBe(true);
  expect(field('Note', ' \n ')).toEqual([]);
  expect(copyLine('FROM a\nRUN b')).toBe('          FROM a RUN b');
});
