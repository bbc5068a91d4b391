import type { Claim, LineageInput, Vendor } from '../base-image';
import { environmentOf } from './environment';
import type { EvidenceReader } from './reader';
import { collect } from './weights';

/**
 * What the variables tell of an image that names no version, and of one that names a version whose builds had other variables:
 * a label can be rewritten, and a variable hardly ever removed.
 */
export const readEnvironmentEra: EvidenceReader = (input, _reference, { vendors }) => {
  const environment = environmentOf(input);
  return collect('environment-era', vendors.map((vendor) => vendor.fromEnvironmentEra?.(environment, namedVersion(vendor, input, environment))));
};

/** What the vendor's label says, or else its variable, where it names a version. */
function namedVersion(vendor: Vendor, input: LineageInput, environment: ReadonlyMap<string, string>): Claim | undefined {
  const readings = [vendor.fromLabels?.(input.facts?.labels ?? {}), vendor.fromEnvironment?.(environment)];
  return readings.find((reading) => reading !== undefined && !reading.weak && reading.claim.version !== null)?.claim;
}
