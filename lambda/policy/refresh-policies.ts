import { createHash } from 'node:crypto';
import { version } from '../../package.json';
import { dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { isSameSubject, type AcceptedDocument } from '../../lib/core/policy/accepted-document';
import { omit } from '../../lib/core/omit';
import { carryOver } from '../../lib/core/policy/carry-over';
import { rowsOfProducts } from '../../lib/core/policy/compare-policies';
import { judgeDocument, type GateJudgement, type RulingPolicy } from '../../lib/core/policy/gate';
import { pendingDates } from '../../lib/core/policy/pending-dates';
import type { Policy, PolicyDocument, PolicyRelease, PolicySet } from '../../lib/core/policy/policy';
import type { DocumentForm } from '../../lib/core/policy/sources';
import { assemblePolicies, type RulingDocument } from './assemble-policies';
import type { PolicyDownloads } from './port';

/** A document that is to be read once a run. */
export interface DocumentRequest {
  /** Which of the vendors' documents it is; absent for one that says itself what it is about. */
  readonly id?: string;
  /** The family of a vendor's document. */
  readonly family?: string;
  /** `https://…` or `s3://bucket/key`. */
  readonly location: string;
  readonly form: DocumentForm;
  /** False where it is not read, and what is known already rules. */
  readonly refresh: boolean;
}

/** A document that somebody has at hand. */
export interface DocumentAtHand {
  /** A path or an address, for people. */
  readonly source: string;
  readonly text: string;
}

export interface RefreshOptions {
  readonly requests: readonly DocumentRequest[];
  readonly atHand: readonly DocumentAtHand[];
  /** What was accepted before. */
  readonly known: readonly AcceptedDocument[];
  readonly shipped: PolicySet;
  /** Hashes of documents that an operator accepts although the gate refuses them. */
  readonly acceptedHashes: readonly string[];
  readonly today: CalendarDate;
  /** The instant of this run. */
  readonly now: string;
}

/** A document that was read, and what the gate said of it. */
export interface JudgedDocument extends GateJudgement {
  readonly source: string;
  readonly sha256: string;
  readonly document: PolicyDocument;
  /** The policy that it replaces, or would have replaced; undefined for the first of its family. */
  readonly ruling: RulingPolicy | undefined;
}

/** A document that could not be read: what was known before rules. */
export interface UnreadDocument {
  readonly source: string;
  readonly message: string;
}

export interface RefreshedPolicies {
  readonly policies: PolicySet;
  /** Those that came with this program. */
  readonly shipped: PolicySet;
  readonly judged: readonly JudgedDocument[];
  readonly unread: readonly UnreadDocument[];
  /** What is known now: to be kept for the next run. */
  readonly known: readonly AcceptedDocument[];
}

interface Read {
  readonly request?: DocumentRequest;
  readonly ruling?: RulingDocument;
  readonly judged?: JudgedDocument;
  readonly unread?: UnreadDocument;
}

/**
 * The policies of one run. Each document is read once; what passes the gate rules, else what was accepted last, else what was shipped.
 * A document at hand takes the place of the vendor's that is about the same.
 */
export async function refreshPolicies(options: RefreshOptions, downloads?: PolicyDownloads): Promise<RefreshedPolicies> {
  const known = newerThanShipped(options.known, options.shipped);
  const reader = new DocumentReader({ ...options, known }, downloads);
  const given = await Promise.all(options.atHand.map((document) => reader.readAtHand(document)));
  const whole = new Set(given.flatMap(({ judged }) => (judged && isWhole(judged) ? [judged.document.family] : [])));
  const asked = options.requests.filter(({ family }) => family === undefined || !whole.has(family));
  const fetched = await Promise.all(asked.map((request) => reader.readRequested(request)));
  const all = [...fetched, ...given];
  const rulings = all.flatMap((read) => read.ruling ?? []);
  const isFresh = ({ rule }: RulingDocument) => rule === 'fresh';
  const ruling = latestOfEach([...rulings.filter((each) => !isFresh(each)), ...rulings.filter(isFresh)]);
  const judged = all.flatMap((read) => (read.judged && !isReplaced(read, ruling) ? [read.judged] : []));
  return {
    policies: withPending(assemblePolicies(options.shipped, ruling), judged),
    shipped: options.shipped,
    judged,
    unread: [...all.flatMap((read) => read.unread ?? []), ...replaced(given, ruling)],
    known: latestOfEach([...options.known, ...ruling.filter(isFresh).map((document) => omit(document, 'rule'))]),
  };
}

/** A document that takes the place of all others of its family. */
function isWhole({ document, verdict }: JudgedDocument): boolean {
  return document.products === undefined && verdict !== 'refused';
}

/** Of documents about the same rows the last one. A vendor's document stays one and the same when it gets or loses a product. */
function latestOfEach<T extends AcceptedDocument>(documents: readonly T[]): readonly T[] {
  const isSame = (a: T, b: T) => isSameSubject(a.document, b.document) || (a.id !== undefined && a.id === b.id);
  return documents.filter((document, index) => !documents.slice(index + 1).some((later) => isSame(later, document)));
}

/** Accepted, and yet another document about the same rules. */
function isReplaced({ ruling: own, judged }: Read, ruling: readonly RulingDocument[]): boolean {
  return own !== undefined && judged !== undefined && judged.verdict !== 'refused' && !ruling.includes(own);
}

function replaced(given: readonly Read[], ruling: readonly RulingDocument[]): readonly UnreadDocument[] {
  return given.filter((read) => isReplaced(read, ruling)).flatMap(({ judged }) => {
    if (!judged) return [];
    const { source, document } = judged;
    const other = ruling.find((each) => isSameSubject(each.document, document))?.source ?? '';
    return [{ source, message: `'${source}' is not used: '${other}' is about the same releases of '${document.family}' and was named after it. Name one of them.` }];
  });
}

function withPending(policies: PolicySet, judged: readonly JudgedDocument[]): PolicySet {
  const refused = judged.filter(({ verdict }) => verdict === 'refused');
  return policies.map((policy) => {
    const pending = refused.flatMap(({ document, source, sha256 }) => (
      pendingDates(document, policy).map((row): PolicyRelease => ({ ...row, source, sha256 }))
    ));
    return pending.length === 0 ? policy : { ...policy, pending };
  });
}

/** A release of this program may bring facts that are newer than what was accepted last, after a long time without a source. */
function newerThanShipped(known: readonly AcceptedDocument[], shipped: PolicySet): readonly AcceptedDocument[] {
  return known.filter(({ document, retrievedAt }) => {
    const policy = shipped.find(({ family }) => family === document.family);
    return policy === undefined || dateOf(retrievedAt) >= readSince(policy, document);
  });
}

/** The day from which on all rows that a document is about were read: a vendor's products are read apart. */
function readSince(policy: Policy, { products }: PolicyDocument): CalendarDate {
  const days = rowsOfProducts(policy, products).releases.flatMap(({ asOf }) => asOf ?? []);
  return days.sort()[0] ?? dateOf(policy.retrievedAt);
}

type Origin = Pick<AcceptedDocument, 'id' | 'source' | 'etag' | 'lastModified'>;

class DocumentReader {
  constructor(private readonly options: RefreshOptions, private readonly downloads: PolicyDownloads | undefined) {}

  async readAtHand({ source, text }: DocumentAtHand): Promise<Read> {
    return this.judge({ source }, text);
  }

  async readRequested(request: DocumentRequest): Promise<Read> {
    const { id, location, form } = request;
    const before = this.knownFor(request);
    if (!request.refresh || !this.downloads) return this.fallBack(before);
    // What another release of this program has read, this one may read better.
    const isMine = before?.source === location && before.readBy === version;
    const validators = definedOnly(isMine ? { etag: before.etag, lastModified: before.lastModified } : {});
    const answer = await this.downloads.fetch({ location, form, validators });
    switch (answer.kind) {
      case 'not-modified':
        return before ? this.unchanged({ ...before, retrievedAt: this.readAt(before) }) : {};
      case 'failed':
        return { ...this.fallBack(before), unread: { source: location, message: answer.message } };
      case 'document': {
        const { text, etag, lastModified } = answer;
        return this.judge({ ...(id !== undefined && { id }), source: location, ...definedOnly({ etag, lastModified }) }, text, request);
      }
    }
  }

  private async judge(origin: Origin, text: string, request?: DocumentRequest): Promise<Read> {
    const { today, shipped, acceptedHashes, known } = this.options;
    const sha256 = createHash('sha256').update(text).digest('hex');
    const asked = request && this.knownFor(request);
    const retrievedAt = this.readAt(origin);
    if (asked?.sha256 === sha256 && asked.readBy === version) {
      return this.unchanged({ ...omit(asked, 'etag', 'lastModified'), ...origin, retrievedAt });
    }
    // The parsers are a good part of the bundle, and loaded only by a run that has something to parse.
    const { parsePolicyDocument } = await import('./parse-policy-document');
    const document = parsePolicyDocument(text, { asOf: today, ...(request?.family !== undefined && { family: request.family }) });
    // A damaged document does not know what it is about, and must not make anybody forget what it was.
    const before = known.find((each) => isSameSubject(each.document, document))
      ?? (asked?.document.family === document.family ? asked : undefined);
    const shippedPolicy = shipped.find((policy) => policy.family === document.family);
    const ruling = this.renamed(request, document)?.document ?? before?.document ?? shippedPolicy;
    const judgement = judgeDocument({
      candidate: document, ruling, ...(shippedPolicy && before && { shipped: shippedPolicy }), today, sha256, accepted: acceptedHashes,
    });
    const judged = { ...judgement, source: origin.source, sha256, document, ruling };
    if (judgement.verdict === 'refused') return { ...this.fallBack(asked ?? before), judged };
    const last = before ? { ...before, ...before.document } : shippedPolicy;
    const { reasons: doubts } = judgement;
    return {
      ruling: {
        ...origin, sha256, retrievedAt, readBy: version, ...(doubts.length > 0 && { doubts }), document: carryOver(document, last, today), rule: 'fresh',
      },
      judged,
    };
  }

  /** What was accepted from a team's own address, where another family is there now: its images would be of no policy without a word. */
  private renamed(request: DocumentRequest | undefined, { family, releases }: PolicyDocument): AcceptedDocument | undefined {
    if (request === undefined || request.id !== undefined || releases.length === 0) return undefined;
    const here = this.options.known.filter(({ source }) => source === request.location);
    return here.some(({ document }) => document.family === family) ? undefined : here[0];
  }

  /** What was accepted stays so: against itself nothing would be in doubt, and a doubt that could not be told yet would be lost. */
  private unchanged(before: AcceptedDocument): Read {
    const { source, sha256, document, doubts = [] } = before;
    return {
      ruling: { ...before, rule: 'fresh' },
      judged: { verdict: doubts.length > 0 ? 'accepted-with-doubts' : 'accepted', reasons: doubts, source, sha256, document, ruling: document },
    };
  }

  /**
   * Since when a document is as it is known to be. A mirror in a bucket says nothing of the vendor after it was filled: if nobody fills it
   * any more, the policy grows stale although it is read each day.
   */
  private readAt({ id, source, lastModified }: Origin): string {
    const { now } = this.options;
    const filled = new Date(id !== undefined && source.startsWith('s3://') ? lastModified ?? Number.NaN : Number.NaN);
    return Number.isNaN(filled.getTime()) || filled.toISOString() > now ? now : filled.toISOString();
  }

  /** A vendor's document may also have been given by hand the last time. */
  private knownFor({ id, family, location }: DocumentRequest): AcceptedDocument | undefined {
    const { known } = this.options;
    if (id === undefined) return known.find((document) => document.source === location);
    return known.find((document) => document.id === id)
      ?? known.find((other) => other.id === undefined && other.document.family === family);
  }

  private fallBack(before: AcceptedDocument | undefined): Read {
    return before ? { ruling: { ...before, rule: 'last-accepted' } } : {};
  }
}

function definedOnly<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}
