import { MAX_DOCUMENT_LENGTH, parseWaivers, readWaivers } from '../../../lambda/waivers/parse-waivers';
import { waiver } from '../../lib/core/waivers/fixture';

const TODAY = '2025-05-06';
const YAML = `
# Agreed on 2 May.
waivers:
  - image: data-science
    versions: ">=4"
    owner: ana
    reason: >
      Migration
      planned.
    expires: 2025-06-30
  - image: "*-legacy"
    versions: 3
    owner: bo
    reason: Blocked.
    expires: 2025-12-31
`;
const READ = [
  waiver({ versions: '>=4' }), { image: '*-legacy', versions: '3', owner: 'bo', reason: 'Blocked.', expires: '2025-12-31' },
];

it.each<[string, string]>([
  ['YAML', YAML],
  ['YAML with CRLF and a byte order mark', `\uFEFF${YAML.replaceAll('\n', '\r\n')}`],
  ['JSON', JSON.stringify({ waivers: READ })],
  ['JSON, indented by tabs, with a byte order mark', `\uFEFF${JSON.stringify({ waivers: READ }, null, '\t')}\n`],
  ['a plain list', JSON.stringify(READ)],
])('reads %s', (_name, text) => {
  expect(parseWaivers(text, TODAY)).toEqual({ waivers: READ, problems: [] });
});

const QUOTES = "; put a value that begins with '*', '>' or '&' in quotes, and check the line.";

it.each<[string, string, string]>([
  ['nothing', '', "'waivers' must be a JSON or YAML document, got: nothing; write '{\"waivers\": []}'"],
  ['blanks', ' \n', 'got: nothing'],
  ['a comment alone', '# nothing\n', "'waivers' must be a list, got: null"],
  ['a pattern without quotes', '- image: *-legacy\n', `got: Unresolved alias (the anchor must be set before the alias): -legacy${QUOTES}`],
  ['a range without quotes', '- versions: >=4\n  image: a', `got: Block scalar header includes extra characters: >=4 at line 1, column 14${QUOTES}`],
  ['brackets without an end', '['.repeat(900_000), "'waivers' must be nested 40 levels deep at most"],
  ['a member twice', '{"waivers": [], "waivers": []}', 'Map keys must be unique at line 1, column 17'],
  ['a file that was cut', YAML.slice(0, -20), "'waivers[1].expires' must be"],
  ['JSON that was cut', JSON.stringify(READ).slice(0, -1), 'Flow sequence must end with a ]'],
  ['two documents', `${YAML}---\n${YAML}`, 'Source contains multiple documents'],
  ['a tag', '- !!js/function a', 'Unresolved tag'],
  ['HTML', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', "'waivers' must be"],
  ['aliases of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nwaivers: [${'*c,'.repeat(9)}]`, 'Excessive alias count'],
  ['an alias of itself', 'waivers: &a [*a]', "'waivers[0]' must be an object"],
  ['too much', ' '.repeat(MAX_DOCUMENT_LENGTH + 1), `'waivers' must be a document of ${MAX_DOCUMENT_LENGTH} characters at most, got: 1000001`],
])('refuses %s and says what to do', (_name, text, problem) => {
  const { waivers, problems } = parseWaivers(text, TODAY);
  expect(problems[0]).toContain(problem);
  expect(waivers).toEqual([]);
});

it('reads several documents, and none of the waivers of one with a mistake', () => {
  const bad = JSON.stringify([waiver(), waiver({ owner: '', reason: '' })]);
  const documents = [{ source: 'a.yaml', text: YAML }, { source: 'b.json', text: bad }, { source: 'c.json', text: JSON.stringify([waiver({ image: 'c' })]) }];
  const { waivers, refused } = readWaivers(documents, TODAY);
  expect(waivers).toEqual([...READ, waiver({ image: 'c' })]);
  expect(refused).toEqual([
    expect.stringMatching(/^Waivers of 'b\.json' are not used: 'waivers\[1\]\.owner' must be /),
    expect.stringMatching(/^Waivers of 'b\.json' are not used: 'waivers\[1\]\.reason' must be /),
  ]);
  expect(readWaivers([], TODAY)).toEqual({ waivers: [], refused: [] });
});
