import { judgeDocument } from '../../../../../lib/core/policy/gate';
import { pendingDates } from '../../../../../lib/core/policy/pending-dates';
import type { PolicyDocument } from '../../../../../lib/core/policy/policy';
import { REVISIONS } from '../../../../support/policy-history';

/** Judges each edit of the real history by the last one that was accepted. */
function replay() {
  let ruling: PolicyDocument | undefined;
  return REVISIONS.map(({ day, commit, document }) => {
    const { verdict, reasons } = judgeDocument({ candidate: document, ruling, today: day, accepted: [], sha256: commit });
    const pending = verdict === 'refused' && ruling ? pendingDates(document, ruling) : [];
    if (verdict !== 'refused') ruling = document;
    return {
      commit, verdict, codes: reasons.map(({ code }) => code),
      pending: pending.filter(({ processor }) => processor === 'cpu').map(({ version, eolFrom }) => `${version} ${eolFrom}`),
    };
  });
}

it('judges the real edits of 2025 and 2026', () => {
  expect(replay().map(({ commit, verdict, codes }) => `${commit}: ${[verdict, ...codes].join(' ')}`)).toEqual([
    'before: accepted',
    '2ea2d7d3: accepted-with-doubts reference-mismatch moved-into-past',
    '1a9f35f0: accepted',
    'new minors: accepted',
    'bf8bb62c: accepted-with-doubts reference-mismatch moved-into-past',
    '21cd1ed7: accepted',
    'f4d3fadc: accepted',
    '209050b2: accepted',
    '76174ddc: accepted',
    'new minors: accepted',
    'e6276f1d: refused mass-move',
    '75db2fc2: refused supported-row-vanished processor-vanished mass-move',
    '14a10390: refused mass-move',
    'fafe6db6: refused mass-move',
    '4bcd33ce: accepted',
  ]);
});

it('keeps the earlier dates of the refused ones', () => {
  const pending = new Map(replay().map((step) => [step.commit, step.pending]));
  const onTheDay = ['2.11', '2.12', '2.13', '3.6', '3.7', '3.8'].map((version) => `${version} 2026-04-30`);
  const endOfMay = ['2.12', '2.13', '2.14', '3.7', '3.8'].map((version) => `${version} 2026-05-30`);
  expect([...pending.get('e6276f1d') ?? []].sort()).toEqual([...onTheDay, '2.14 2026-05-15'].sort());
  expect([...pending.get('75db2fc2') ?? []].sort()).toEqual(endOfMay);
  expect([...pending.get('14a10390') ?? []].sort()).toEqual(endOfMay);
  expect([...pending.get('fafe6db6') ?? []].sort()).toEqual(['2.12 2026-05-30', '2.13 2026-06-30', '2.14 2026-07-30', '3.7 2026-05-30', '3.8 2026-06-30']);
  expect(pending.get('4bcd33ce')).toEqual([]);
});
