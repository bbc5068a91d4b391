import { isSupported, names, reason, until, type GateRule } from './rule';

/**
 * Every release keeps its row. In 45 revisions SageMaker Distribution lost one row that was supported, by a slip that was
 * repaired on the same day (75db2fc2, 2026-05-01), and tidied away none that had ended, though it may after a year. AWS
 * Deep Learning Containers deleted files of old releases without dates. So the loss of a supported row refuses, others are told.
 */
export const vanishedRows: GateRule = ({ rows, rulingRows, today }) => {
  const lost = [...rulingRows].filter(([key]) => !rows.has(key)).map(([, row]) => row);
  const supported = lost.filter((row) => isSupported(row, today));
  const others = lost.filter((row) => !isSupported(row, today));
  return [
    ...(supported.length === 0 ? [] : [reason(
      'supported-row-vanished', 'error',
      `A release that is supported must keep its row, got: none for ${names(supported, until)}. Was it removed by mistake?`,
    )]),
    ...(others.length === 0 ? [] : [reason(
      'row-vanished', 'warning',
      `A release should keep its row after its end, got: none for ${names(others, until)}. Their last known dates are in the policy before.`,
    )]),
  ];
};
