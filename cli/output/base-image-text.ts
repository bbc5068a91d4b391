import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import { printable, type Style } from './style';

/** One image's base and how it was found, for a person. */
export function baseImageText({ base, digest, notes = [] }: LineageOutcome, style: Style): string {
  const name = base.family === null
    ? 'No vendor base was recognised.'
    : [base.family, base.framework, base.version ?? base.versionRange ?? '(version unknown)', base.processor?.toUpperCase()].filter(Boolean).join(' ');
  const lines = base.evidence.map(({ kind, weight, detail }) => `  ${String(weight).padStart(3)}  ${kind}: ${printable(detail)}`);
  return [
    style.bold(printable(name)),
    `  confidence: ${base.confidence}${base.conditions.length > 0 ? `, ${base.conditions.join(', ')}` : ''}`,
    ...(base.golden ?? []).map(({ claim, confidence }) => printable(`  team's base: ${claim.family} ${claim.version ?? '(version unknown)'}, ${confidence}`)),
    ...(digest === undefined ? [] : [`  read from:  ${digest}`]),
    ...notes.map((note) => printable(`  ${note}`)),
    ...(lines.length === 0 ? [] : [style.bold('Evidence'), ...lines]),
  ].join('\n');
}
