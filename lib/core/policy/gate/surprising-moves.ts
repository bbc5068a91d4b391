import type { PolicyRelease } from '../policy';
import { isSupported, movedRows, names, reason, until, type GateRule } from './rule';

/**
 * Moves across today are rare and have been meant: releases ended after the fact (2025-03-13, 2025-05-06), and PyTorch 2.6 for
 * inference was prolonged twelve days after its end (2026-02-10). They change verdicts at once, so they are told as doubts.
 */
export const surprisingMoves: GateRule = (view) => {
  const moved = movedRows(view);
  const isOver = ({ eolFrom }: PolicyRelease) => eolFrom !== null && eolFrom < view.today;
  const ended = moved.filter(({ from, to }) => !isOver(from) && isOver(to)).map(({ to }) => to);
  const revived = moved.filter(({ from, to }) => isOver(from) && isSupported(to, view.today)).map(({ to }) => to);
  return [
    ...(ended.length === 0 ? [] : [reason('moved-into-past', 'warning', `An end of support should be told before it comes, got: dates that have passed for ${names(ended, until)}.`)]),
    ...(revived.length === 0 ? [] : [reason('revived', 'warning', `A release that has ended should stay ended, got: later dates for ${names(revived, until)}.`)]),
  ];
};
