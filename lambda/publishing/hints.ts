import type { UsageHint } from '../../lib/core/finding';
import { clean, shorten } from './plain-text';

/** Hints whose command a message holds as it is: one that is cut, or cleaned of signs that do not show, does something else. */
export function copyable(hints: readonly UsageHint[]): readonly UsageHint[] {
  return hints.filter(({ command }) => shorten(clean(command)) === command);
}
