import { createHash } from 'node:crypto';
import { dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { isSameSubject, type AcceptedDocument } from '../../lib/core/policy/accepted-document';
import { carryOver } from '../../lib/core/policy/carry-over';
import { judgeDocument, type GateJudgement, type RulingPolicy } from '../../lib/core/policy/gate';
import { pendingDates } from '../../lib/core/policy/pending-dates';
import type { PolicyDocument, PolicyRelease, PolicySet } from '../../lib/core/policy/policy';
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
  const whole = new Set(given.flatMap(({ judged }) => (judged && judged.document.products === undefined ? [judged.document.family] : [])));
  const asked = options.requests.filter(({ family }) => family === undefined || !whole.has(family));
  const fetched = await Promise.all(asked.map((request) => reader.readRequested(request)));
  const all = [...fetched, ...given];
  const ruling = latestOfEach(all.flatMap((read) => read.ruling ?? []));
  const judged = all.flatMap((read) => read.judged ?? []);
  return {
    policies: withPending(assemblePolicies(options.shipped, ruling), judged),
    shipped: options.shipped,
    judged,
    unread: all.flatMap((read) => read.unread ?? []),
    known: latestOfEach([...options.known, ...ruling.filter(({ rule }) => rule === 'fresh').map(({ rule: _rule, ...document }) => document)]),
  };
}

/** Of documents about the same rows the last one. */
function latestOfEach<T extends AcceptedDocument>(documents: readonly T[]): readonly T[] {
  return documents.filter((document, index) => !documents.slice(index + 1).some((later) => isSameSubject(later.document, document.document)));
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
    return policy === undefined || dateOf(retrievedAt) >= dateOf(policy.retrievedAt);
  });
}

class DocumentReader {
  constructor(private readonly options: RefreshOptions, private readonly downloads: PolicyDownloads | undefined) {}

  async readAtHand({ source, text }: DocumentAtHand): Promise<Read> {
    return this.judge({ source }, text);
  }

  async readRequested(request: DocumentRequest): Promise<Read> {
    const { id, location, form } = request;
    const before = this.knownFor(request);
    if (!request.refresh || !this.downloads) return this.fallBack(before);
    const validators = before?.source === location ? { etag: before.etag, lastModified: before.lastModified } : {};
    const answer = await this.downloads.fetch({ location, form, validators: definedOnly(validators) });
    switch (answer.kind) {
      case 'not-modified':
        return before ? { ruling: { ...before, retrievedAt: this.options.now, rule: 'fresh' } } : {};
      case 'failed':
        return { ...this.fallBack(before), unread: { source: location, message: answer.message } };
      case 'document': {
        const { text, etag, lastModified } = answer;
        return this.judge({ ...(id !== undefined && { id }), source: location, ...definedOnly({ etag, lastModified }) }, text, request.family);
      }
    }
  }

  private async judge(origin: Pick<AcceptedDocument, 'id' | 'source' | 'etag' | 'lastModified'>, text: string, family?: string): Promise<Read> {
    const { today, now, shipped, acceptedHashes, known } = this.options;
    // The parsers are a good part of the bundle, and loaded only by a run that has something to parse.
    const { parsePolicyDocument } = await import('./parse-policy-document');
    const document = parsePolicyDocument(text, { asOf: today, ...(family !== undefined && { family }) });
    const sha256 = createHash('sha256').update(text).digest('hex');
    const before = known.find((each) => isSameSubject(each.document, document));
    const shippedPolicy = shipped.find((policy) => policy.family === document.family);
    const ruling = before?.document ?? shippedPolicy;
    const judgement = judgeDocument({
      candidate: document, ruling, ...(shippedPolicy && before && { shipped: shippedPolicy }), today, sha256, accepted: acceptedHashes,
    });
    const judged = { ...judgement, source: origin.source, sha256, document, ruling };
    if (judgement.verdict === 'refused') return { ...this.fallBack(before), judged };
    const last = before ? { ...before, ...before.document } : shippedPolicy;
    return { ruling: { ...origin, sha256, retrievedAt: now, document: carryOver(document, last, today), rule: 'fresh' }, judged };
  }

  private knownFor({ id, location }: DocumentRequest): AcceptedDocument | undefined {
    return this.options.known.find((document) => (id === undefined ? document.source === location : document.id === id));
  }

  private fallBack(before: AcceptedDocument | undefined): Read {
    return before ? { ruling: { ...before, rule: 'last-accepted' } } : {};
  }
}

function definedOnly<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}
