import { movedRows, names, reason, until, type GateRule } from './rule';

/** A release that had an end has none: what has ended or ends soon would be of unknown end. No vendor has done so on purpose. */
export const vanishedDates: GateRule = (view) => {
  const lost = movedRows(view).filter(({ to }) => to.eolFrom === null).map(({ from }) => from);
  if (lost.length === 0) return [];
  return [reason('date-vanished', 'error', `A release must keep an end of support once it has one, got: no date for ${names(lost, until)}.`)];
};
