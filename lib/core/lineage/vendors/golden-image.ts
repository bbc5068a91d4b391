import { parseImageReference, type ImageReference } from '../../image-reference';
import type { Claim, ClaimWithDetail, Vendor } from '../base-image';
import { builtOnce } from '../built-once';
import type { GoldenImage } from '../context';
import { present } from './reading';

/** Numbers first, as versions and dates have them; a commit's hash or a word such as `stable` names no version. */
const VERSION = /^v?(\d+(?:[._-]\d+)*(?:[-+.][0-9A-Za-z][0-9A-Za-z.+-]*?)??)(?:-(cpu|gpu))?$/;
const MAXIMUM_LENGTH = 128;

/** The teams that the policies in use declare, read like vendors: a team's own registry and label are its word. */
export const goldenVendors: (images: readonly GoldenImage[]) => readonly Vendor[] = builtOnce((images) => images.map(goldenVendor));

function goldenVendor({ family, repositories, versionLabel }: GoldenImage): Vendor {
  const places = new Set(repositories.flatMap((repository) => {
    const parsed = parseImageReference(repository);
    return parsed.ok ? [placeOf(parsed.reference)] : [];
  }));
  return {
    family,

    fromLabels(labels) {
      const value = versionLabel === undefined ? undefined : present(labels[versionLabel]);
      if (value === undefined) return undefined;
      const claim = claimOf(family, value);
      return { claim, detail: `label ${versionLabel}=${value}`, ...(claim.version === null ? { weak: true } : {}) };
    },

    fromReference(reference): ClaimWithDetail | undefined {
      if (!places.has(placeOf(reference))) return undefined;
      const claim = claimOf(family, reference.tag);
      const moves = claim.version === null && reference.digest === undefined;
      const detail = `repository ${reference.repository} of ${family}, ${reference.tag === undefined ? 'no tag' : `tag ${reference.tag}`}`;
      return { claim: moves ? { ...claim, floating: true } : claim, detail };
    },
  };
}

/** A private registry has several host names: its account and Region are what it is. */
function placeOf({ registry, repository, ecr }: ImageReference): string {
  return `${ecr ? `${ecr.accountId} ${ecr.region}` : registry}/${repository}`;
}

function claimOf(family: string, text: string | undefined): Claim {
  const match = text !== undefined && text.length <= MAXIMUM_LENGTH ? VERSION.exec(text) : null;
  const [, version, processor] = match ?? [];
  return { family, version: version ?? null, processor: processor === 'cpu' || processor === 'gpu' ? processor : null };
}
