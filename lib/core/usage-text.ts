import type { FindingUsage } from './finding';

/** Who uses an image version, in words; undefined where nothing is known. */
export function usageText({ attached, running, floating, examples, read }: FindingUsage): string | undefined {
  if (attached + running === 0) return read === 'full' ? 'nobody' : undefined;
  const counts = [[running, 'running app'], [attached, 'setting']] as const;
  const all = counts.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}${count === 1 ? '' : 's'}`).join(' and ');
  const moving = floating > 0 ? `, ${floating} of them by the newest version` : '';
  const more = running + attached > examples.length ? ', …' : '';
  const unread = read === 'incomplete' ? '; not all could be read' : '';
  return `${all}${moving} (${examples.join(', ')}${more})${unread}`;
}
