import Table from 'cli-table3';
import { daysBetween, type CalendarDate } from '../../lib/core/calendar-date';
import type { ComparedRelease, DatedRelease, MovedRelease } from '../../lib/core/policy/compare-policies';
import type { PolicyAnomaly } from '../../lib/core/policy/policy';
import type { PolicyDiff } from '../commands/policy-diff';
import { BORDERLESS } from './borderless';
import { printable, type Style } from './style';

const VERDICTS: Readonly<Record<PolicyDiff['verdict'], string>> = {
  'accepted': 'would be accepted',
  'accepted-with-doubts': 'would be accepted, with doubts',
  'refused': 'would be refused: the old one stays in use, earlier dates are told',
};

/** What changed, one release a line, under what the gate says of it. */
export function policyDiffText({ old, new: after, verdict, reasons, difference }: PolicyDiff, today: CalendarDate, style: Style): string {
  const rows = [
    ...difference.moved.map((move) => movedRow('moved', nameOf(move.release), move, today)),
    ...difference.movedAvailability.map((move) => movedRow('availability moved', nameOf(move.release), move, today)),
    ...difference.majors.moved.map((move) => movedRow('major moved', move.release.version, move, today)),
    ...difference.withdrawn.map((entry) => datedRow('withdrawn', entry)),
    ...difference.majors.withdrawn.map((entry) => datedRow('major withdrawn', entry)),
    ...difference.added.map((entry) => datedRow('added', entry)),
    ...difference.majors.added.map((entry) => datedRow('major added', entry)),
    ...difference.resectioned.map(({ release, from, to }) => ['section', nameOf(release), from ?? '-', to ?? '-', '']),
  ];
  const colour = verdict === 'refused' ? 'HIGH' : verdict === 'accepted' ? 'INFORMATIONAL' : 'MEDIUM';
  return [
    `${style.bold(printable(after.document.family))}, ${after.document.releases.length} rows over ${old.document.releases.length}: ${style.severity(colour, VERDICTS[verdict])}`,
    ...reasons.map((reason) => reasonText(reason, style)),
    '',
    rows.length === 0 ? 'No release differs.' : table(rows, style),
  ].join('\n');
}

function reasonText({ code, severity, line, message }: PolicyAnomaly, style: Style): string {
  const where = line === null ? '' : ` (line ${line})`;
  return `  ${style.severity(severity === 'error' ? 'HIGH' : severity === 'warning' ? 'MEDIUM' : 'LOW', code)}${where}: ${printable(message)}`;
}

function movedRow(what: string, name: string, { from, to }: MovedRelease, today: CalendarDate): readonly string[] {
  const days = from === null || to === null ? '' : `${daysBetween(from, to) > 0 ? '+' : ''}${daysBetween(from, to)} days`;
  const notice = to === null ? '' : `${daysBetween(today, to)} days from ${today}`;
  return [what, name, from ?? 'no date', to ?? 'no date', [days, notice].filter(Boolean).join(', ')];
}

/** What came has its date in the last column of dates, what went in the first. */
function datedRow(what: string, { release, eolFrom }: DatedRelease): readonly string[] {
  const date = eolFrom ?? 'no date';
  return what.endsWith('added') ? [what, nameOf(release), '', date, ''] : [what, nameOf(release), date, '', ''];
}

function nameOf({ product, repository, framework, version, processors, accelerator, os }: ComparedRelease): string {
  const place = repository ?? [product, framework].filter(Boolean).join(' ');
  return [place, version, processors.join('+') || accelerator, os].filter(Boolean).join(' ');
}

function table(rows: readonly (readonly string[])[], style: Style): string {
  const head = ['Change', 'Release', 'From', 'To', 'Days'].map((text) => style.dim(text));
  const output = new Table({ head, chars: BORDERLESS, style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 } });
  output.push(...rows.map((row) => row.map(printable)));
  return output.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}
