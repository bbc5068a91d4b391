import { withDay } from '../../../lib/core/day-counts';
import type { SupportStatus } from '../../../lib/core/finding';

const findings = (...statuses: SupportStatus[]) => statuses.map((status) => ({ status }));

it('counts a day by status, in order, the last scan of each day alone', () => {
  const first = withDay([], '2026-10-02', findings('EXPIRING', 'SUPPORTED', 'EXPIRING'));
  const earlier = withDay(first, '2026-10-01', findings('EXPIRING'));
  expect(withDay(earlier, '2026-10-02', findings('SUPPORTED'))).toEqual([
    { date: '2026-10-01', counts: { EXPIRING: 1 } }, { date: '2026-10-02', counts: { SUPPORTED: 1 } },
  ]);
  expect(first).toEqual([{ date: '2026-10-02', counts: { EXPIRING: 2, SUPPORTED: 1 } }]);
});

it('keeps the newest 400 days', () => {
  const day = (index: number) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10);
  let history: ReturnType<typeof withDay> = [];
  for (let index = 0; index < 405; index += 1) history = withDay(history, day(index), []);
  expect([history.length, history[0]?.date, history.at(-1)?.date]).toEqual([400, day(5), day(404)]);
});
