import type { ScanResult } from '../../../lib/core/scan-result';
import { counted } from '../statuses';
import { countVersions, type VersionCounts } from './count-versions';

/** The whole report in one sentence. */
export function headline({ findings, coverage }: Pick<ScanResult, 'findings' | 'coverage'>): string {
  return `${sentence(countVersions(findings))}${coverage.complete ? '' : ' – and there may be more, not everything could be read'}.`;
}

function sentence(counts: VersionCounts): string {
  const { all, ended, endedAndRunning, expiring, supported, unjudged, waived } = counts;
  if (all === 0) return 'No image versions were found';
  if (supported === all) return all === 1 ? 'The only image version is supported' : `All ${counted(all, 'image version')} are supported`;
  const running = endedAndRunning === 0 ? '' : ` (apps run on ${number(endedAndRunning)} of them)`;
  const parts = [
    ...(ended > 0 ? [`${number(ended)} ${are(ended)} out of support${running}`] : []),
    ...(expiring > 0 ? [`${number(expiring)} ${ended > 0 ? 'will be' : expiring === 1 ? 'loses support' : 'lose support'} soon`] : []),
    ...(unjudged > 0 ? [`of ${number(unjudged)} nobody can say`] : []),
  ];
  const waivers = waived === 0 ? '' : `; ${number(waived)} of these ${are(waived)} waived`;
  return `Of ${counted(all, 'image version')}, ${inWords(parts)}${waivers}`;
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}
