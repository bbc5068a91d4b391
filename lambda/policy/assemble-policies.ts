import { createHash } from 'node:crypto';
import { dateOf } from '../../lib/core/calendar-date';
import type { AcceptedDocument } from '../../lib/core/policy/accepted-document';
import type { Policy, PolicyRelease, PolicyRule, PolicySet } from '../../lib/core/policy/policy';

/** A document that rules, and how it came to. */
export interface RulingDocument extends AcceptedDocument {
  readonly rule: Exclude<PolicyRule, 'shipped'>;
}

/**
 * The policies of a run: of each family the documents that rule, and what was shipped for products that none of them is about. A vendor
 * whose dates stand in several documents has a policy of several parts, each row with where it was read.
 */
export function assemblePolicies(shipped: PolicySet, documents: readonly RulingDocument[]): PolicySet {
  const families = new Set([...shipped, ...documents.map(({ document }) => document)].map(({ family }) => family));
  return [...families].map((family) => {
    const own = documents.filter(({ document }) => document.family === family);
    return policyOf(family, shipped.find((policy) => policy.family === family), own);
  });
}

function policyOf(family: string, shipped: Policy | undefined, documents: readonly RulingDocument[]): Policy {
  const whole = documents.findLastIndex(({ document }) => document.products === undefined);
  const parts = documents.slice(Math.max(0, whole));
  const rest = whole < 0 && shipped ? withoutProducts(shipped, productsOf(parts)) : undefined;
  if (parts.length === 0 && rest) return rest;
  // A policy document lists minor versions; which patches are published is known from the shipped policy alone.
  const known = shipped?.publishedVersions && { publishedVersions: shipped.publishedVersions };
  const [only, ...others] = parts;
  if (only && others.length === 0 && !rest) return { ...known, ...only.document, ...provenance(only), rule: only.rule };
  return { ...known, ...joined(family, parts, rest) };
}

function productsOf(parts: readonly RulingDocument[]): readonly string[] {
  return parts.flatMap(({ document }) => document.products ?? []);
}

/** What is left of a shipped policy beside documents about some of its products; undefined where nothing is. */
function withoutProducts(shipped: Policy, products: readonly string[]): Policy | undefined {
  const releases = shipped.releases.filter(({ product }) => product === undefined || !products.includes(product));
  return releases.length === 0 ? undefined : { ...shipped, releases };
}

/** As old as its oldest part, and no better founded than its worst. */
function joined(family: string, parts: readonly RulingDocument[], rest: Policy | undefined): Policy {
  const all = [...parts.map((part) => ({ ...provenance(part), rule: part.rule })), ...(rest ? [rest] : [])];
  const rules: readonly PolicyRule[] = ['shipped', 'last-accepted', 'fresh'];
  return {
    family,
    releases: [...parts.flatMap((part, index) => rowsOf(part, productsOf(parts.slice(index + 1)))), ...(rest ? restOf(rest) : [])],
    majors: [...parts.flatMap(({ document }) => document.majors), ...(rest?.majors ?? [])],
    anomalies: parts.flatMap(({ document }) => document.anomalies),
    source: all.map(({ source }) => source).join(' and '),
    sha256: createHash('sha256').update(all.map(({ sha256 }) => sha256).join('\n')).digest('hex'),
    retrievedAt: all.map(({ retrievedAt }) => retrievedAt).sort()[0] ?? '',
    rule: rules.find((rule) => all.some((part) => part.rule === rule)) ?? 'shipped',
  };
}

/** Without those of products that a later document is about: it has the say. */
function rowsOf({ document, source, sha256, retrievedAt, rule }: RulingDocument, taken: readonly string[]): readonly PolicyRelease[] {
  return document.releases
    .filter(({ product }) => product === undefined || !taken.includes(product))
    .map((row) => ({ source, sha256, asOf: dateOf(retrievedAt), rule, ...row }));
}

function restOf({ releases, sha256, rule }: Policy): readonly PolicyRelease[] {
  return releases.map((row) => ({ sha256, rule, ...row }));
}

function provenance({ source, sha256, retrievedAt }: AcceptedDocument): Pick<Policy, 'source' | 'sha256' | 'retrievedAt'> {
  return { source, sha256, retrievedAt };
}
