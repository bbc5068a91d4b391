import { daysBetween, type CalendarDate } from '../calendar-date';
import { inDays } from '../describe-finding';
import type { Finding } from '../finding';
import { versionName } from '../usage';
import type { ComparedRelease } from './compare-policies';
import type { LastTold } from './policy-changes-told';
import type { PolicyAnomaly } from './policy';

const NAMED = 3;

/** Releases as one name: `sagemaker-distribution 2.14 (cpu, gpu)`, `aws-deep-learning-containers pytorch 2.6 in pytorch-inference`. */
export function releasesName(family: string, releases: readonly ComparedRelease[]): string {
  const versions = [...new Set(releases.map(({ version }) => version))];
  const hardware = ({ processors, accelerator }: ComparedRelease): readonly string[] => (accelerator ? [accelerator] : processors);
  const kinds = [...new Set(releases.flatMap(hardware))].sort();
  const places = [...new Set(releases.flatMap(({ repository, os }) => [repository, os].filter(Boolean).join(' on ') || []))].sort();
  const name = [family, releases[0]?.framework, some(versions)].filter(Boolean).join(' ');
  return `${name}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}${places.length > 0 ? ` in ${some(places)}` : ''}`;
}

/** `93 days earlier, 11 days ago`; `69 days earlier, 9 days' notice`. */
export function moveWords(from: CalendarDate | null, to: CalendarDate | null, today: CalendarDate): string {
  const days = from === null || to === null ? undefined : daysBetween(from, to);
  const moved = days === undefined ? '' : `${count(Math.abs(days), 'day')} ${days < 0 ? 'earlier' : 'later'}`;
  if (to === null || (days !== undefined && days > 0)) return moved;
  return [moved, noticeWords(daysBetween(today, to))].filter(Boolean).join(', ');
}

function noticeWords(days: number): string {
  if (days <= 0) return inDays(days);
  return `${days} ${days === 1 ? "day's" : "days'"} notice`;
}

/** What was told of the same release a few days ago. */
export function againWords(last: LastTold | undefined, from: CalendarDate | null, to: CalendarDate | null): string {
  if (last === undefined) return '';
  if (last.kind === 'moved') return ` Changed again: ${dateWord(last.eolFrom)} -> ${dateWord(from)} on ${last.on}, now ${dateWord(to)}.`;
  if (last.eolFrom === to) return ` A document that was refused on ${last.on} said so already; now it rules.`;
  return ` Changed again: ${dateWord(from)} -> ${dateWord(last.eolFrom)} in a document refused on ${last.on}, now ${dateWord(to)}.`;
}

export function dateWord(date: CalendarDate | null): string {
  return date ?? 'no date';
}

/** ` 2 image versions are built on it: image 'ds' version 3, image 'ml' version 1.` */
export function touchedWords(findings: readonly Finding[], one: string, many: string): string {
  if (findings.length === 0) return '';
  const named = findings.map((finding) => `image '${finding.imageName}' ${versionName(finding)}`);
  return ` ${count(findings.length, 'image version')} ${findings.length === 1 ? one : many}: ${some(named)}.`;
}

/** Why a document was refused, in one sentence: the first reason, and how many more there are. */
export function whyRefused(reasons: readonly PolicyAnomaly[]): string {
  const [first, ...others] = reasons.filter(({ severity }) => severity === 'error');
  if (first === undefined) return '';
  return `${sentence(first)}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}

export function sentence({ code, line, message }: PolicyAnomaly): string {
  return `${code}${line === null ? '' : ` in line ${line}`}: ${message}`;
}

export function some(texts: readonly string[], named = NAMED): string {
  return texts.length > named ? `${texts.slice(0, named).join(', ')} and ${texts.length - named} more` : texts.join(', ');
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
