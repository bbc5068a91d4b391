import { releaseName } from '../checks/grouping';
import { isSupported, movedRows, names, reason, type GateRule } from './rule';

/**
 * The most releases whose date may move in one step, where they are more than half of those that are supported.
 * SageMaker Distribution's largest edit that stood moved 4 of 7 (bf8bb62c, 2025-05-06). The edit e6276f1d of 2026-04-30 moved
 * 8 of 10, six of them to that very day, and was undone in steps, each of which still had 6 of 10 elsewhere, until 2026-05-05.
 */
export const MOST_MOVES = 5;
const LARGEST_SHARE = 0.5;

/** No mass move, in whatever direction. What ended and stays ended is history and may be tidied. */
export const massMove: GateRule = (view) => {
  const { rows, rulingRows, today } = view;
  const moved = movedRows(view).filter(({ from, to }) => isSupported(from, today) || isSupported(to, today));
  const releases = new Set(moved.map(({ to }) => releaseName(to)));
  const alive = new Set([...rulingRows].flatMap(([key, from]) => {
    const to = rows.get(key);
    return isSupported(from, today) || (to !== undefined && isSupported(to, today)) ? [releaseName(from)] : [];
  }));
  if (releases.size <= MOST_MOVES || releases.size <= alive.size * LARGEST_SHARE) return [];
  const first = [...releases].flatMap((name) => moved.find(({ to }) => releaseName(to) === name)?.to ?? []);
  return [reason(
    'mass-move', 'error',
    `At most ${MOST_MOVES} releases, or half of those that are supported, may move in one step, got: ${releases.size} of ${alive.size}: `
      + `${names(first, ({ eolFrom }) => ` to ${eolFrom ?? 'no date'}`)}.`,
  )];
};
