import { outlineOf } from '../../../../lambda/policy/parsers/markdown-outline';

const tables = (text: string) => outlineOf(text).blocks.flatMap((block) => block.kind === 'table' ? [block] : []);
const cells = (cell: string) => tables(`| a |\n|---|\n| ${cell} |\n`)[0]?.rows[0]?.cells;

describe('outlineOf', () => {
  it('gives headings and tables in order, with lines from 1', () => {
    expect(outlineOf('# One *two*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n\nThree\n---\n').blocks).toEqual([
      { kind: 'heading', line: 1, level: 1, text: 'One two' },
      { kind: 'table', line: 3, titles: ['a', 'b'], rows: [{ line: 5, cells: ['1', '2'], cellsWritten: 2 }, { line: 6, cells: ['3', ''], cellsWritten: 1 }] },
      { kind: 'heading', line: 8, level: 2, text: 'Three' },
    ]);
  });

  it('counts the cells that were written', () => {
    expect(tables('| a | b |\n|---|---|\n| 1 | 2 | 3 |\n1 | 2\n| 1 \\| 1 | 2 |\n').map(({ rows }) => rows.map(({ cellsWritten }) => cellsWritten))).toEqual([[3, 2, 2]]);
  });

  it.each(['\r\n', '\r'])('knows its lines when they end in %j', (end) => {
    const text = ['<<<<<<< HEAD', '', '| a |', '|---|', '| 1 | 2 |', ''].join(end);
    expect(outlineOf(text).lines[0]).toBe('<<<<<<< HEAD');
    expect(tables(text)).toEqual([{ kind: 'table', line: 3, titles: ['a'], rows: [{ line: 5, cells: ['1'], cellsWritten: 2 }] }]);
  });

  it('finds tables in quotes and lists', () => {
    expect(tables('> | a |\n> |---|\n> | 1 |\n\n- | b |\n  |---|\n  | 2 |\n').map(({ line, rows }) => [line, rows[0]?.cells, rows[0]?.cellsWritten])).toEqual([[1, ['1'], 1], [5, ['2'], 1]]);
  });

  it('reports rows outside of tables, and none in code, comments and prose', () => {
    const text = 'one | two | three\n\n| 1 |\n\n1.2.x | b | c\n\n```\n| 1 |\n```\n\n<!-- \n| 1 |\n-->\n\n<table>\n';
    expect(outlineOf(text).blocks).toEqual([
      { kind: 'stray-rows', line: 3, lastLine: 3 },
      { kind: 'stray-rows', line: 5, lastLine: 5 },
      { kind: 'html-table', line: 15 },
    ]);
  });

  it.each([
    ['**a** `b` [c](d) ![e](f)', 'a b c e'],
    ['~~a~~ b', 'b'],
    ['~~a~~', '~~a~~'],
    ['<s>a</s> <del class="x">b</del> c <strike>d</strike>', 'c'],
    ['a<br>b<sup>c</sup>', 'a bc'],
    ['a&nbsp;b &amp; \\*', 'a\u00a0b & *'],
    ['[a][1]', '[a][1]'],
    ['</s>a', 'a'],
  ])('reads the words of %j', (cell, text) => expect(cells(cell)).toEqual([text]));

  it('resolves links that are defined elsewhere', () => {
    expect(tables('| a |\n|---|\n| [b][1] |\n\n[1]: https://example.com\n')[0]?.rows[0]?.cells).toEqual(['b']);
  });

  it('does not spend time on a cell that is far too long', () => {
    const long = '**'.repeat(2_000);
    expect(cells(long)).toEqual([long]);
  });
});
