import { SCHEMA_VERSION } from '../../lib/core/contract';
import type { KnownAliases, VersionDescription } from '../../lib/core/inventory';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import type { AppDefault, CustomImage } from '../../lib/core/usage';
import { knowledgeKey, type KnowledgeKind } from './keys';
import { PreconditionFailed, type ObjectStore } from './port';
import { isJsonObject } from '../../lib/core/json';
import { parseStored } from './schema';

/** Others that learn at the same time come in between a few times at most. */
const SAVE_ATTEMPTS = 5;

export interface KnowledgeOptions<T> {
  readonly store: ObjectStore;
  readonly key: string;
  /** An entry of another form counts as not learned. */
  readonly isEntry: (value: unknown) => value is T;
  readonly warn: (message: string) => void;
}

/**
 * What was learned, in one object. It only saves calls: whatever goes wrong here is a warning, and the scan
 * learns again. An object that cannot be read is left as it is, for a person or a newer program.
 */
export class KnowledgeStore<T> {
  private readonly known = new Map<string, T>();
  private readonly learned = new Map<string, T>();
  private etag: string | undefined;
  private writable = true;

  constructor(private readonly options: KnowledgeOptions<T>) {}

  async load(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      this.writable = false;
      this.warn('could not be read, so that everything is looked up again and nothing is kept', error);
    }
  }

  get(key: string): T | undefined {
    return this.known.get(key);
  }

  set(key: string, value: T): void {
    if (this.known.has(key) && JSON.stringify(this.known.get(key)) === JSON.stringify(value)) return;
    this.known.set(key, value);
    this.learned.set(key, value);
  }

  /** Adds what was learned to what others have saved in the meantime. Writes nothing where nothing was learned. */
  async save(): Promise<void> {
    if (!this.writable || this.learned.size === 0) return;
    try {
      const saved = new Map(this.learned);
      await this.write();
      // What was learned while it was written is still to be saved.
      for (const [key, value] of saved) if (this.learned.get(key) === value) this.learned.delete(key);
    } catch (error) {
      this.warn('could not be saved, so that the next scan looks everything new up again', error);
    }
  }

  private async read(): Promise<void> {
    const { store, key, isEntry } = this.options;
    const stored = await store.get(key);
    const entries = stored ? parseStored(key, stored.body).entries : {};
    if (!isJsonObject(entries)) throw new Error(`'entries' must be an object, got: ${JSON.stringify(entries) ?? 'nothing'}`);
    this.etag = stored?.etag;
    for (const [name, value] of Object.entries(entries)) {
      if (isEntry(value) && !this.learned.has(name)) this.known.set(name, value);
    }
  }

  private async write(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const body = JSON.stringify({ schemaVersion: SCHEMA_VERSION, entries: Object.fromEntries([...this.known].sort(byName)) });
        const condition = this.etag === undefined ? { ifNoneMatch: '*' as const } : { ifMatch: this.etag };
        this.etag = await this.options.store.put(this.options.key, body, condition);
        return;
      } catch (error) {
        if (!(error instanceof PreconditionFailed) || attempt === SAVE_ATTEMPTS) throw error;
        await this.read();
      }
    }
  }

  private warn(problem: string, error: unknown): void {
    this.options.warn(`'${this.options.key}' ${problem}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** What a scan of one account and Region has learned so far. */
export interface Knowledge {
  /** By digest. */
  readonly imageFacts: KnowledgeStore<ImageFacts>;
  /** By version ARN and LastModifiedTime. */
  readonly versionDescriptions: KnowledgeStore<VersionDescription>;
  /** By image ARN. */
  readonly versionAliases: KnowledgeStore<KnownAliases>;
  /** What user profiles and spaces name, by LastModifiedTime. */
  readonly profileDefaults: KnowledgeStore<readonly AppDefault[]>;
}

/** Loads every kind. */
export async function loadKnowledge(
  store: ObjectStore,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  warn: (message: string) => void,
): Promise<Knowledge> {
  const of = <T>(kind: KnowledgeKind, isEntry: (value: unknown) => value is T): KnowledgeStore<T> =>
    new KnowledgeStore({ store, key: knowledgeKey(kind, accountId, region), isEntry, warn });
  const knowledge = {
    imageFacts: of('image-facts', isImageFacts),
    versionDescriptions: of('version-descriptions', isVersionDescription),
    versionAliases: of('version-aliases', isKnownAliases),
    profileDefaults: of('profile-defaults', isAppDefaults),
  };
  await Promise.all(Object.values(knowledge).map((kind) => kind.load()));
  return knowledge;
}

export async function saveKnowledge(knowledge: Knowledge): Promise<void> {
  const { imageFacts, versionDescriptions, versionAliases, profileDefaults } = knowledge;
  await Promise.all([imageFacts.save(), versionDescriptions.save(), versionAliases.save(), profileDefaults.save()]);
}

export function isImageFacts(value: unknown): value is ImageFacts {
  return isJsonObject(value)
    && isDigest(value.digest)
    && [value.env, value.diffIds, value.history].every(isTexts)
    && [value.labels, value.annotations].every((texts) => isJsonObject(texts) && isTexts(Object.values(texts)));
}

export function isVersionDescription(value: unknown): value is VersionDescription {
  if (!isJsonObject(value) || typeof value.imageVersionStatus !== 'string') return false;
  const { horovod, ...texts } = value;
  return ['undefined', 'boolean'].includes(typeof horovod) && isTexts(Object.values(texts));
}

export function isKnownAliases(value: unknown): value is KnownAliases {
  return isJsonObject(value) && typeof value.fingerprint === 'string' && Array.isArray(value.byVersion)
    && value.byVersion.every((entry: unknown) => Array.isArray(entry) && typeof entry[0] === 'number' && isTexts(entry[1]));
}

export function isAppDefaults(value: unknown): value is readonly AppDefault[] {
  return Array.isArray(value) && value.every((entry: unknown) =>
    isJsonObject(entry) && typeof entry.apps === 'string' && isJsonObject(entry.spec) && isTexts(Object.values(entry.spec))
    && (entry.customImage === undefined || isCustomImage(entry.customImage)));
}

function isCustomImage(value: unknown): value is CustomImage {
  return isJsonObject(value) && typeof value.imageName === 'string' && ['undefined', 'number'].includes(typeof value.version);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
