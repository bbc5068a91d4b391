import { dateOf, type CalendarDate } from '../calendar-date';
import { rowName } from './checks/grouping';
import { productsToKeep, rowsOfProducts } from './compare-policies';
import type { Policy, PolicyDocument, PolicyRelease } from './policy';

type LastPolicy = Pick<Policy, 'releases' | 'majors' | 'source' | 'sha256' | 'retrievedAt'> & Partial<Pick<Policy, 'rule' | 'products'>>;

/**
 * The document with the rows that it has lost, as they were. A vendor that tidies up, or deletes a file, takes no end of support back: a
 * release that is no longer listed is neither supported nor unknown by that.
 */
export function carryOver(document: PolicyDocument, last: LastPolicy | undefined, today: CalendarDate): PolicyDocument {
  if (!last) return document;
  const listed = new Set(document.releases.map(rowName));
  const lost = rowsOfProducts(last, productsToKeep(document, last)).releases.filter((row) => !listed.has(rowName(row)));
  if (lost.length === 0) return document;
  return { ...document, releases: [...document.releases, ...lost.map((row) => remembered(row, last, today))] };
}

/** With where it was read: the document in use does not have it. */
function remembered(row: PolicyRelease, { source, sha256, retrievedAt, rule }: LastPolicy, today: CalendarDate): PolicyRelease {
  return { source, sha256, asOf: dateOf(retrievedAt), rule: rule === 'shipped' ? rule : 'last-accepted', withdrawnOn: today, ...row };
}
