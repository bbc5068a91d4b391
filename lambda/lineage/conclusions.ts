import type { CalendarDate } from '../../lib/core/calendar-date';
import { formatImageReference } from '../../lib/core/image-reference';
import type { BaseImage, Claim, ImageFacts, LineageInput, Vendor } from '../../lib/core/lineage/base-image';
import { completeContext, type GoldenImage, type PullThroughCacheRule } from '../../lib/core/lineage/context';
import { dateLabels } from '../../lib/core/lineage/date-labels';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import type { LineageOutcome, LineageProblem } from '../../lib/core/lineage/outcome';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import type { ImageReader, ReadImage } from './image-reader';
import { levelBases, type LevelImage } from './level-bases';
import { trailOf, type MayRead } from './levels';
import type { Registered } from './registered';
import { TrustedDates } from './trusted-dates';

export interface Known {
  readonly vendors: readonly Vendor[];
  readonly golden: readonly GoldenImage[];
  readonly catalogue: readonly KnownBase[];
  /** Images of registries that may be read, which others may be built on. */
  readonly levels: readonly LevelImage[];
  readonly mayRead: MayRead;
  readonly asOf: CalendarDate;
  readonly isListed: (claim: Claim) => boolean;
}

/** What is to be said of each registered image, once everything is read that may be. */
export class Conclusions {
  private readonly bases: readonly KnownBase[];
  /** Without those whose own base is known from what they say of themselves. */
  private readonly provenBases: readonly KnownBase[];
  private readonly trusted: TrustedDates;

  constructor(private readonly reader: ImageReader, private readonly known: Known) {
    const { vendors, golden, catalogue, levels, asOf } = known;
    const { bases, fromText } = levelBases(levels, completeContext({ vendors, golden, bases: catalogue }), known);
    this.bases = [...catalogue, ...bases];
    this.provenBases = fromText.size === 0 ? this.bases : this.bases.filter((base) => !fromText.has(base));
    this.trusted = new TrustedDates(golden, levels, asOf);
  }

  of(item: Registered, cacheRules: readonly PullThroughCacheRule[] = []): LineageOutcome {
    const read = item.lookup && this.reader.get(item.lookup);
    const facts = read && 'facts' in read ? read.facts : undefined;
    const tags = tagsOf(read);
    const baseImage = item.reference ? formatImageReference(item.reference) : item.text;
    const base = this.resolve({ baseImage, ...(facts && { facts, digest: facts.digest }), ...(tags && { tags }) }, cacheRules);
    const problem = item.problem ?? problemOf(read);
    return {
      base,
      ...(item.reference && { registered: item.reference }),
      ...(facts && { digest: facts.digest, ...this.dates(facts), ...this.trail(facts, base) }),
      ...(problem && { problem }),
    };
  }

  /** A base that is built on a team's image is as certain as that image's own base, which its labels tell, not its layers. */
  private resolve(input: LineageInput, cacheRules: readonly PullThroughCacheRule[]): BaseImage {
    const { vendors, golden } = this.known;
    const base = resolveBaseImage(input, { vendors, golden, cacheRules, bases: this.bases });
    if (base.confidence !== 'certain' || this.provenBases === this.bases) return base;
    const proven = resolveBaseImage(input, { vendors, golden, cacheRules, bases: this.provenBases });
    return proven.confidence === 'certain' && proven.family === base.family ? base : { ...base, confidence: 'strong' };
  }

  private dates({ labels, diffIds }: ImageFacts): Pick<LineageOutcome, 'dateLabels' | 'trustedDates'> {
    const written = dateLabels(labels);
    const trusted = this.trusted.of(diffIds);
    return { ...(written.length > 0 && { dateLabels: written }), ...(trusted.length > 0 && { trustedDates: trusted }) };
  }

  /** A base that could not be read is a problem only where it might have told what is not known: the vendor's base. */
  private trail(facts: ImageFacts, base: BaseImage): Pick<LineageOutcome, 'notes' | 'problem'> {
    const { limit, gone, failure } = trailOf(this.reader, facts, this.known.mayRead);
    const isOpen = base.family === null || base.confidence === 'weak' || base.golden?.some(({ claim }) => claim.family === base.family);
    const notes = [...(limit === undefined ? [] : [limit]), ...(isOpen ? gone : [])];
    return { ...(notes.length > 0 && { notes }), ...(failure && isOpen && { problem: { kind: 'call-failed' as const, failure } }) };
  }
}

function problemOf(read: ReadImage | undefined): LineageProblem | undefined {
  if (read?.kind === 'gone') return { kind: 'image-gone', message: read.reason };
  return read?.kind === 'failed' && !read.facts ? { kind: 'call-failed', failure: read.failure } : undefined;
}

function tagsOf(read: ReadImage | undefined): readonly string[] | undefined {
  if (read?.kind === 'read') return read.image.tags;
  return read?.tags;
}
