import type { CalendarDate } from '../../lib/core/calendar-date';
import { baseIndexOf, type BaseIndex } from '../../lib/core/lineage/base-index';
import type { GoldenImage } from '../../lib/core/lineage/context';
import { dateLabels } from '../../lib/core/lineage/date-labels';
import type { TrustedDate } from '../../lib/core/lineage/outcome';
import { goldenPlaces } from './golden-places';
import type { LevelImage } from './level-bases';
import { repositoryKey } from './registered';

/**
 * The date labels that a policy trusts: of the nearest base in its repositories that an image is built on, and of no other image.
 * A label that the image itself adds or changes is not the team's word on its base.
 */
export class TrustedDates {
  private readonly families: readonly { readonly index: BaseIndex; readonly dates: ReadonlyMap<string, TrustedDate> }[];

  constructor(golden: readonly GoldenImage[], images: readonly LevelImage[], asOf: CalendarDate) {
    this.families = golden.filter(({ trustDateLabels }) => trustDateLabels === true).map((team) => {
      const places = goldenPlaces([team]);
      const own = images.filter(({ repository }) => places.has(repositoryKey(repository)));
      const { family } = team;
      return {
        // By digest, because two builds can have the same layers and other labels.
        index: baseIndexOf(own.map(({ facts: { digest, diffIds } }) => ({
          claim: { family, version: digest, processor: null }, diffIds, digests: [digest], source: digest, asOf,
        }))),
        dates: new Map(own.flatMap(({ facts }) => dateOf(family, facts.labels).map((date) => [facts.digest, date] as const))),
      };
    });
  }

  /** Of builds with the same layers, the nearest date. */
  of(diffIds: readonly string[]): readonly TrustedDate[] {
    return this.families.flatMap(({ index, dates }) => {
      const nearest = index.beneath(diffIds).at(-1)?.bases ?? [];
      const found = nearest.map(({ source }) => dates.get(source));
      const [first] = found.filter((date) => date !== undefined).sort((a, b) => (a.date < b.date ? -1 : 1));
      // A build that says nothing leaves its policy's date, which none of the others may bring later.
      return first && !found.includes(undefined) ? [first] : [];
    });
  }
}

function dateOf(family: string, labels: Readonly<Record<string, string>>): readonly TrustedDate[] {
  return dateLabels(labels).flatMap(({ label, date }) => (date === null ? [] : [{ family, date, label }])).slice(0, 1);
}
