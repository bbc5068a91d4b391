/** A reference to a container image in a registry, taken apart. */
export interface ImageReference {
  /** The registry's host, lower case, without scheme or port-less slash: `123456789012.dkr.ecr.us-east-1.amazonaws.com`. */
  readonly registry: string;
  /** The repository with all its levels: `team/ds`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** Present where the registry is a private Amazon ECR registry, of any partition. */
  readonly ecr?: { readonly accountId: string; readonly region: string };
}

export type ParsedReference =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly reason: string };

/** A reference of the distribution specification at its longest: name 255, tag 128, digest 71, separators. */
const MAXIMUM_LENGTH = 456;
const SHOWN_LENGTH = 80;
const DOCKER_HUB = 'docker.io';

const SCHEME = /^(https?|docker|oci):\/\//i;
const HOST = /^(?:(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])(?:\.(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]))*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const MAXIMUM_REPOSITORY_LENGTH = 255;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Hosts of private ECR registries, by the DNS suffixes that the AWS SDKs' partition data give: commercial and
 * GovCloud, China, the isolated partitions, and the European Sovereign Cloud.
 */
const ECR_HOST = new RegExp(
  '^(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z]+(?:-[a-z]+)+-\\d+)\\.'
  + '(?:amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)$',
);
const DUAL_STACK_ECR_HOST = new RegExp(
  '^(\\d{12})\\.dkr-ecr(?:-fips)?\\.([a-z]+(?:-[a-z]+)+-\\d+)\\.on\\.'
  + '(?:aws|amazonwebservices\\.com\\.cn|amazonwebservices\\.eu)$',
);

/** Other names of Docker Hub's registry that mean the same images. */
const DOCKER_HUB_ALIASES = new Set(['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/**
 * Takes a reference apart. SageMaker stores whatever text it was given, so every oddity is either understood or
 * refused with a reason; nothing throws.
 */
export function parseImageReference(text: string): ParsedReference {
  const trimmed = text.trim();
  if (trimmed.length === 0) return refuse(trimmed, 'must not be empty', 'give a reference such as registry/repository:tag');
  if (trimmed.length > MAXIMUM_LENGTH) {
    return refuse(trimmed, `must have at most ${MAXIMUM_LENGTH} characters, got ${trimmed.length}`, 'shorten it (SageMaker itself takes at most 255)');
  }
  const scheme = SCHEME.exec(trimmed)?.[1]?.toLowerCase();
  const unschemed = scheme === undefined ? trimmed : trimmed.slice(scheme.length + 3);
  const { name, tag, digest } = splitSuffixes(unschemed);
  const located = locate(name, scheme);
  const problem = problemOf(located, tag, digest);
  if (problem) return refuse(trimmed, problem.rule, problem.advice);
  const ecr = ecrOf(located.registry);
  return {
    ok: true,
    reference: {
      registry: located.registry,
      repository: located.repository,
      ...(tag === undefined ? {} : { tag }),
      ...(digest === undefined ? {} : { digest }),
      ...(ecr === undefined ? {} : { ecr }),
    },
  };
}

/** The canonical text of a reference: what parses back to it. */
export function formatImageReference(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

interface Located {
  readonly registry: string;
  readonly repository: string;
}

/** The digest follows the first `@`; the tag follows a `:` after the last `/`, so that a port is not taken for one. */
function splitSuffixes(text: string): { name: string; tag: string | undefined; digest: string | undefined } {
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1).toLowerCase();
  const rest = at === -1 ? text : text.slice(0, at);
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  return colon === -1
    ? { name: rest, tag: undefined, digest }
    : { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}

/** Docker's rule: the first part is a host if it has a dot or a port, or is `localhost`; else it is a name on Docker Hub. */
function locate(name: string, scheme: string | undefined): Located {
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash).toLowerCase();
  const isHost = /[.:]/.test(first) || first === 'localhost' || scheme === 'http' || scheme === 'https';
  const registry = isHost ? withoutDefaultPort(first) : DOCKER_HUB;
  const repository = isHost ? name.slice(slash + 1) : name;
  if (registry !== DOCKER_HUB && !DOCKER_HUB_ALIASES.has(registry)) return { registry, repository };
  return { registry: DOCKER_HUB, repository: repository.includes('/') ? repository : `library/${repository}` };
}

function withoutDefaultPort(host: string): string {
  return host.endsWith(':443') ? host.slice(0, -':443'.length) : host;
}

function ecrOf(host: string): ImageReference['ecr'] {
  const match = ECR_HOST.exec(host) ?? DUAL_STACK_ECR_HOST.exec(host);
  const [, accountId, region] = match ?? [];
  return accountId !== undefined && region !== undefined ? { accountId, region } : undefined;
}

function problemOf(
  { registry, repository }: Located, tag: string | undefined, digest: string | undefined,
): { rule: string; advice: string } | undefined {
  if (!HOST.test(registry) || !/[.:]|^localhost$/.test(registry)) {
    return { rule: `must begin with a registry's host name, got ${shown(registry)}`, advice: 'write it as 123456789012.dkr.ecr.us-east-1.amazonaws.com' };
  }
  if (!REPOSITORY.test(repository)) {
    const advice = repository !== repository.toLowerCase()
      ? 'write it in lower case: no registry keeps a name with capitals'
      : 'use lower-case letters, digits, single separators (._-) and slashes';
    return { rule: `must name a repository, got ${shown(repository)}`, advice };
  }
  if (repository.length > MAXIMUM_REPOSITORY_LENGTH) {
    return { rule: `must have a repository of at most ${MAXIMUM_REPOSITORY_LENGTH} characters, got ${repository.length}`, advice: 'shorten it' };
  }
  if (tag !== undefined && !TAG.test(tag)) {
    return { rule: `must have a tag of 1 to 128 letters, digits and ._-, got ${shown(tag)}`, advice: 'correct the tag or leave it out' };
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    return { rule: `must have a digest of sha256: and 64 hexadecimal digits, got ${shown(digest)}`, advice: 'copy the whole digest or leave it out' };
  }
  return undefined;
}

function refuse(value: string, rule: string, advice: string): ParsedReference {
  return { ok: false, reason: `image reference ${shown(value)} ${rule}; ${advice}` };
}

function shown(value: string): string {
  const characters = [...value.slice(0, 3 * SHOWN_LENGTH)];
  return characters.length > SHOWN_LENGTH ? `'${characters.slice(0, SHOWN_LENGTH).join('')}…'` : `'${value}'`;
}
