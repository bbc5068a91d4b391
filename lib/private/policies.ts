import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENVIRONMENT, type PolicyDocumentSettings } from '../core/contract';
import { VENDOR_DOCUMENTS } from '../core/policy/sources';
import type { PolicySourceConfig } from '../policy-source';
import type { PolicyDocumentConfig, SupportPolicy } from '../support-policy';
import { provideObject, type Reader } from './provide-object';

/** What a monitor is told of its policies. */
export interface Policies {
  readonly policies: readonly SupportPolicy[];
  readonly refresh: boolean;
  readonly accepted: readonly string[];
}

/** Lets the monitor read the documents that lie in buckets; gives the part of the environment that says where all of them lie. */
export function providePolicies(scope: Construct, reader: Reader, { policies, refresh, accepted }: Policies): Record<string, string> {
  accepted.forEach(checkHash);
  const given = policies.flatMap((policy, index) => policy.bind(scope, `Policy${index + 1}`).documents);
  checkOnce(given);
  const named = new Set(given.map(({ documentId }) => documentId));
  const vendors = VENDOR_DOCUMENTS.filter(({ id }) => !named.has(id)).map(({ id }): PolicyDocumentConfig => ({ documentId: id }));
  const documents = [...vendors, ...given].map((document): PolicyDocumentSettings => {
    const location = document.source && provide(reader, document.source);
    // A team's own has nothing that could rule instead: unread, it would be none.
    const isRead = document.documentId === undefined || (refresh && (document.refresh ?? true));
    return {
      ...(document.documentId !== undefined && { id: document.documentId }),
      ...(location !== undefined && { location }),
      ...(isRead ? {} : { refresh: false }),
    };
  });
  return { [ENVIRONMENT.policies]: Stack.of(scope).toJsonString({ documents, accepted }) };
}

function provide(reader: Reader, { url, bucket, objectKey }: PolicySourceConfig): string {
  if (url !== undefined) return url;
  if (!bucket || objectKey === undefined) throw new Error("'source' of a policy must have a 'url', or a 'bucket' and an 'objectKey', got: neither");
  return provideObject(reader, bucket, objectKey);
}

/** Two policies of one vendor would take turns. */
function checkOnce(documents: readonly PolicyDocumentConfig[]): void {
  const ids = documents.flatMap(({ documentId }) => documentId ?? []);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new Error(`'policies' must name each vendor's policy once, got: '${repeated}' more than once`);
}

function checkHash(hash: string): void {
  if (Token.isUnresolved(hash) || /^[0-9a-f]{64}$/.test(hash)) return;
  throw new Error(`'acceptedPolicyDocuments' must be SHA-256 hashes of 64 hexadecimal digits in lower case, as the message on the refused document gives it, got: '${hash}'`);
}
