import type { GoldenImage } from '../lineage/context';
import type { PolicySet } from './policy';

/** The teams' own base images that the policies in use declare. */
export function goldenImages(policies: PolicySet): readonly GoldenImage[] {
  return policies.flatMap(({ family, golden }) => (golden === undefined ? [] : [{ family, ...golden }]));
}
