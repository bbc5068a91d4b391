import { SEVERITIES, type Severity } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';
import { printable, type Style } from './style';

const SHOWN = 10;

/** What is new about policies and waivers: it explains what follows. The most severe come first. */
export function policyNews({ changes }: Pick<ScanResult, 'changes'>, style: Style): string[] {
  const rank = (severity: Severity) => SEVERITIES.indexOf(severity);
  const news = changes.filter(({ kind }) => kind !== 'finding').sort((a, b) => rank(b.severity) - rank(a.severity));
  if (news.length === 0) return [];
  const more = news.length > SHOWN ? [style.dim(`  and ${news.length - SHOWN} more; see --format json`)] : [];
  return ['', style.bold('Policy news'), ...news.slice(0, SHOWN).map(({ message, severity }) => `  ${style.severity(severity, printable(message))}`), ...more];
}
