import { resolveBaseImage } from '../../../../lib/core/lineage/resolve-base-image';
import { caseResult, resolveCase } from '../../../../lib/core/lineage/resolve-case';
import { CASES, verdictOf, type LineageCase, type Verdict } from './cases';

type Counts = Readonly<Record<Verdict, number>>;

/** What each kind comes to. A wrong answer is worse than none, so there must be none of any kind. */
const COUNTS: readonly (readonly [kind: string, cases: number, right: number, unknown: number, disputed: number])[] = [
  ['labelled', 11, 11, 0, 0],
  ['environment only', 4, 2, 2, 0],
  ['unlabelled', 8, 7, 1, 0],
  ['cleared label', 5, 4, 1, 0],
  ['squashed', 5, 0, 5, 0],
  ['annotated', 5, 4, 1, 0],
  ['golden', 9, 7, 2, 0],
  ['direct', 14, 14, 0, 0],
  ['pull-through cache', 6, 3, 3, 0],
  ['layer chain', 9, 7, 1, 1],
  ['unrelated', 6, 0, 6, 0],
  ['lookalike', 15, 4, 9, 2],
];

function casesOf(kind: string): readonly LineageCase[] {
  return CASES[kind] ?? [];
}

function countsOf(kind: string): Counts {
  const verdicts = casesOf(kind).map(verdictOf);
  const count = (verdict: Verdict): number => verdicts.filter((each) => each === verdict).length;
  return { right: count('right'), unknown: count('unknown'), disputed: count('disputed'), wrong: count('wrong') };
}

describe('images by kind', () => {
  it.each(COUNTS)('%s: %i cases, %i right, %i unknown, %i disputed, 0 wrong', (kind, cases, right, unknown, disputed) => {
    const wrong = casesOf(kind).filter((each) => verdictOf(each) === 'wrong').map(({ name }) => name);
    expect(wrong).toEqual([]);
    expect(casesOf(kind)).toHaveLength(cases);
    expect(countsOf(kind)).toEqual({ right, unknown, disputed, wrong: 0 });
  });

  it('each is counted', () => {
    expect(COUNTS.map(([kind]) => kind)).toEqual(Object.keys(CASES));
  });

  it.each(Object.keys(CASES))('%s: unknown is what cannot be proven, and nothing else', (kind) => {
    const found = casesOf(kind).filter((each) => verdictOf(each) === 'unknown');
    expect(found).toEqual(casesOf(kind).filter(({ expected }) => expected === 'unknown'));
  });
});

it.each(Object.keys(CASES))('%s: read as a line of a batch, they come to the same', (kind) => {
  for (const { input, context } of casesOf(kind)) {
    const { facts, ...registered } = input;
    expect(resolveCase(JSON.stringify({ ...registered, ...facts }), context)).toEqual(caseResult(resolveBaseImage(input, context)));
  }
});
