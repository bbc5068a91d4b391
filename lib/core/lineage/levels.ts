import type { LineageContext } from './context';

/** The level on which every vendor's claims compete: an image has one vendor base. */
export const VENDOR_LEVEL = '';

/**
 * The level of the lineage that a family's claims belong to. Each family that a team declares is a level of its own, because
 * a team's base neither contradicts its vendor's nor another team's that it was built on.
 */
export function familyLevels({ golden }: Pick<LineageContext, 'golden'>): (family: string) => string {
  return (family) => (golden.some((image) => image.family === family) ? family : VENDOR_LEVEL);
}
