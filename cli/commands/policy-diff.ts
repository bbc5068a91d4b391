import { createHash } from 'node:crypto';
import { dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { shippedPolicies, shippedPolicy } from '../../lib/core/policy/catalog';
import { comparePolicies, rowsOfProducts, type PolicyDifference } from '../../lib/core/policy/compare-policies';
import { judgeDocument, type GateJudgement } from '../../lib/core/policy/gate';
import type { PolicyDocument } from '../../lib/core/policy/policy';
import { parsePolicyDocument } from '../../lambda/policy/parse-policy-document';
import { POLICY_PARSERS } from '../../lambda/policy/parsers';
import { print, UsageError, warn, type Console } from '../console';
import { EXIT, type ExitCode } from '../exit-code';
import { chosenFormat, type OutputFormat } from '../output/format';
import { policyDiffText } from '../output/policy-diff-text';
import { printable, styleFor, wantsColour } from '../output/style';
import { readDocument } from '../read-document';

export interface PolicyDiffOptions {
  readonly format?: OutputFormat;
  /** The vendor whose documents these are; recognised where absent. */
  readonly family?: string;
  /** The day on which the new document would replace the old one. */
  readonly asOf?: CalendarDate;
}

/** One of the two policies, with where it came from. */
export interface ComparedPolicy {
  readonly source: string;
  readonly sha256: string;
  readonly document: PolicyDocument;
}

export interface PolicyDiff extends GateJudgement {
  readonly old: ComparedPolicy;
  readonly new: ComparedPolicy;
  readonly difference: PolicyDifference;
}

const SHIPPED = 'shipped';

/** `policy diff`: what changed from one policy to another, and whether the new one would replace the old one. */
export async function diffPolicies(
  console: Console, oldDocument: string, newDocument: string, options: PolicyDiffOptions,
): Promise<ExitCode> {
  const known = POLICY_PARSERS.map(({ family }) => family);
  if (options.family !== undefined && !known.includes(options.family)) {
    throw new UsageError(`'--family' must be one whose documents can be read (${known.map((family) => `'${family}'`).join(', ')}), got: '${options.family}'.`);
  }
  const today = options.asOf ?? dateOf(console.now().toISOString());
  const diff = await compare(oldDocument, newDocument, options, today);
  const isJson = chosenFormat(options.format, console.stdout) === 'json';
  const style = styleFor(wantsColour(console.stdout, console.env));
  print(console, isJson ? JSON.stringify(asJson(diff), null, 2) : policyDiffText(diff, today, style));
  const damaged = diff.old.document.anomalies.filter(({ severity }) => severity === 'error');
  if (damaged.length > 0) warn(console, printable(`'${diff.old.source}' is damaged itself and would not have been accepted: ${damaged[0]?.message}`));
  const hasError = diff.new.document.anomalies.some(({ severity }) => severity === 'error');
  if (diff.verdict !== 'refused' && !hasError) return EXIT.fine;
  // That it is of no family follows from what is wrong with the text, and that says more.
  const reason = diff.reasons.find(({ code }) => code === 'not-a-policy') ?? diff.reasons[0];
  warn(console, printable(`'${diff.new.source}' is refused: ${reason?.message}`));
  return EXIT.documentRefused;
}

async function compare(
  oldDocument: string, newDocument: string, options: PolicyDiffOptions, today: CalendarDate,
): Promise<PolicyDiff> {
  if (oldDocument === SHIPPED && newDocument === SHIPPED) {
    throw new UsageError(`One of the two must be a document or a family (${families()}), got: '${SHIPPED}' twice.`);
  }
  const read = (location: string) => readPolicy(location, options.family, today);
  const [first, second] = await Promise.all([oldDocument, newDocument].map((each) => (each === SHIPPED ? undefined : read(each))));
  const known = first ?? second;
  const [before, after] = [first ?? shipped(known), second ?? shipped(known)];
  const { products } = after.document;
  return {
    old: before,
    new: after,
    difference: comparePolicies(rowsOfProducts(before.document, products), rowsOfProducts(after.document, products)),
    ...judgeDocument({ candidate: after.document, ruling: before.document, today, accepted: [], sha256: after.sha256 }),
  };
}

function shipped(other: ComparedPolicy | undefined): ComparedPolicy {
  const family = other?.document.family ?? '';
  const policy = shippedPolicy(family);
  if (policy === undefined) throw new UsageError(`'${SHIPPED}' must stand for a policy that ships (${families()}), got: a document of '${family}' beside it.`);
  return { source: policy.source, sha256: policy.sha256, document: policy };
}

/** A family's shipped policy by its name, else a file or an address. */
async function readPolicy(location: string, family: string | undefined, asOf: CalendarDate): Promise<ComparedPolicy> {
  const policy = shippedPolicy(location);
  if (policy) return { source: policy.source, sha256: policy.sha256, document: policy };
  const text = await readDocument(location);
  const document = parsePolicyDocument(text, { ...(family !== undefined && { family }), asOf });
  return { source: location, sha256: createHash('sha256').update(text).digest('hex'), document };
}

function families(): string {
  return shippedPolicies().map(({ family }) => `'${family}'`).join(', ');
}

function asJson({ old, new: after, verdict, reasons, difference }: PolicyDiff): object {
  const head = ({ source, sha256, document }: ComparedPolicy) => ({ source, sha256, rows: document.releases.length });
  return { family: after.document.family, old: head(old), new: head(after), verdict, reasons, ...difference };
}
