import { createHash } from 'node:crypto';
import type { Downloaded, DownloadRequest, PolicyDownloads } from '../../lambda/policy/port';
import type { DocumentRequest, RefreshOptions } from '../../lambda/policy/refresh-policies';
import type { Policy, PolicyRelease } from '../../lib/core/policy/policy';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A team's policy as JSON: the smallest document that there is. */
export function teamPolicy(ends: Readonly<Record<string, string | null>>, family = 'acme'): string {
  return JSON.stringify({ family, releases: Object.entries(ends).map(([version, eolFrom]) => ({ version, eolFrom })) });
}

export function release(version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}): PolicyRelease {
  return { version, eolFrom, asWritten: eolFrom ?? '', line: null, ...more };
}

export function shippedPolicyOf(family: string, releases: readonly PolicyRelease[], more: Partial<Policy> = {}): Policy {
  return { family, releases, majors: [], anomalies: [], source: `shipped ${family}`, sha256: 'f'.repeat(64), retrievedAt: '2026-01-01', rule: 'shipped', ...more };
}

/** Sources that a test writes to; whatever is not there cannot be reached. Answers with validators and 304 as servers do. */
export class FakeSources implements PolicyDownloads {
  readonly texts = new Map<string, string>();
  readonly asked: DownloadRequest[] = [];

  async fetch(request: DownloadRequest): Promise<Downloaded> {
    this.asked.push(request);
    const text = this.texts.get(request.location);
    if (text === undefined) return { kind: 'failed', failure: 'unreachable', message: `'${request.location}' is down.` };
    const etag = `"${sha256(text).slice(0, 8)}"`;
    return request.validators?.etag === etag ? { kind: 'not-modified' } : { kind: 'document', text, finalUrl: request.location, etag };
  }
}

export const TEAM_REQUEST: DocumentRequest = { location: 's3://team/acme.json', form: 'text', refresh: true };

export function refreshOptions(more: Partial<RefreshOptions> = {}): RefreshOptions {
  return { requests: [TEAM_REQUEST], atHand: [], known: [], shipped: [], acceptedHashes: [], today: '2026-06-01', now: '2026-06-01T06:00:00.000Z', ...more };
}
