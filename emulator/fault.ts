/** The calls that a fault is about. A member that is absent restricts nothing. */
export interface FaultScope {
  readonly service?: 'sagemaker' | 'ecr' | 'sts' | 'blob';
  /** `ListImageVersions`; for blobs `Get`. */
  readonly operation?: string;
  /** The account that owns what is asked for: for ECR that of `registryId`, for AssumeRole that of the role. */
  readonly accountId?: string;
  readonly region?: string;
  /**
   * A SageMaker image's name, a domain's id, `id/name` of a user profile or space, a repository's name or a role's ARN;
   * upper and lower case are the same.
   */
  readonly resource?: string;
  /** The number of a SageMaker image version. */
  readonly version?: number;
  /** A tag or digest of an image in a repository. */
  readonly image?: string;
  /** How many times the fault strikes. Default: always. */
  readonly times?: number;
  /** How many calls in its scope it lets pass first. Default: 0. */
  readonly after?: number;
}

/** What strikes whole requests, before anything is looked up. */
export type RequestFault =
  /** AccessDeniedException (AccessDenied from STS, 403 for a blob). */
  | { readonly kind: 'deny' }
  /** Any other error code of the service. `status` defaults to 400. */
  | { readonly kind: 'error'; readonly code: string; readonly message?: string; readonly status?: number }
  | { readonly kind: 'throttle' }
  /** 500, which clients retry. */
  | { readonly kind: 'server-error' }
  /** Opt-in Region that the account has not enabled. */
  | { readonly kind: 'region-disabled' }
  /** No answer for `milliseconds`, then the connection ends; default: until the caller gives up. */
  | { readonly kind: 'stall'; readonly milliseconds?: number }
  /** The connection breaks; a blob's after half of its bytes. */
  | { readonly kind: 'abort' };

/** What strikes the pages of list calls. */
export type PageFault =
  /** No items, and a token to go on with. */
  | { readonly kind: 'empty-page' }
  /** At most `size` items a page, whatever was asked for. */
  | { readonly kind: 'short-page'; readonly size: number }
  /** The page's token leads to the same page, for ever. */
  | { readonly kind: 'repeat-token' }
  /**
   * What the call lists (with `version`: that version alone) is deleted once it is listed. Only ListImages, ListImageVersions,
   * ListDomains, ListUserProfiles and ListSpaces.
   */
  | { readonly kind: 'delete-after-list' };

/** What strikes images in a repository. */
export type RegistryFault =
  /** An entry in the `failures` of BatchGetImage, such as `KmsError` or `UpstreamAccessDenied`. */
  | { readonly kind: 'batch-failure'; readonly code: string; readonly reason?: string }
  /** The repository's key can't be used: KmsError in BatchGetImage, KmsException in GetDownloadUrlForLayer. */
  | { readonly kind: 'kms' }
  /** BatchGetImage answers with text that is not JSON. */
  | { readonly kind: 'invalid-manifest' };

/** What strikes the bytes of blobs. */
export type BlobFault =
  /** Right length, wrong bytes. */
  | { readonly kind: 'corrupt-blob' }
  /** `bytes` bytes; default: 5 MiB. With `chunked`, without saying so in Content-Length. */
  | { readonly kind: 'oversized-blob'; readonly bytes?: number; readonly chunked?: boolean }
  /** The URL leads to 404. */
  | { readonly kind: 'missing-blob' };

export type Fault = FaultScope & (RequestFault | PageFault | RegistryFault | BlobFault);
export type FaultKind = Fault['kind'];

/** A call, as far as the scopes of faults can tell calls apart. */
export interface Subject {
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  readonly resource?: string;
  readonly version?: number;
  /** Tags and digests. */
  readonly ids?: readonly string[];
}

/** Decides which fault strikes a call, and counts how often each has. */
export class FaultBook {
  /** Live: what is added or removed here holds from the next call on. */
  readonly faults: Fault[];
  private readonly initial: readonly Fault[];
  private matches = new Map<Fault, number>();

  constructor(initial: readonly Fault[]) {
    this.initial = [...initial];
    this.faults = [...initial];
  }

  /** The first fault of one of these kinds that strikes the call; that counts as one of its times. */
  strike<K extends FaultKind>(subject: Subject, ...kinds: readonly K[]): Extract<Fault, { kind: K }> | undefined {
    for (const fault of this.faults) {
      if (isOneOf(fault, kinds) && inScope(fault, subject) && this.isDue(fault)) return fault;
    }
    return undefined;
  }

  reset(): void {
    this.faults.splice(0, this.faults.length, ...this.initial);
    this.matches = new Map();
  }

  private isDue(fault: Fault): boolean {
    const before = this.matches.get(fault) ?? 0;
    this.matches.set(fault, before + 1);
    const first = fault.after ?? 0;
    return before >= first && before < first + (fault.times ?? Infinity);
  }
}

function isOneOf<K extends FaultKind>(fault: Fault, kinds: readonly K[]): fault is Extract<Fault, { kind: K }> {
  return kinds.some((kind) => kind === fault.kind);
}

function inScope(scope: FaultScope, subject: Subject): boolean {
  return matches(scope.service, subject.service)
    && matches(scope.operation, subject.operation)
    && matches(scope.accountId, subject.accountId)
    && matches(scope.region, subject.region)
    && matches(scope.resource?.toLowerCase(), subject.resource?.toLowerCase())
    && matches(scope.version, subject.version)
    && (scope.image === undefined || (subject.ids ?? []).includes(scope.image));
}

function matches<T>(wanted: T | undefined, actual: T | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
