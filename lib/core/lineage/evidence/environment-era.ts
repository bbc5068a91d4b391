import type { LineageInput, Vendor } from '../base-image';
import { environmentOf } from './environment';
import type { EvidenceReader } from './reader';
import { collect } from './weights';

/**
 * What the environment tells of an image that names no version. Where a label or variable does, the era would only
 * repeat it less exactly.
 */
export const readEnvironmentEra: EvidenceReader = (input, _reference, vendors) => {
  const environment = environmentOf(input);
  const silent = vendors.filter((vendor) => !namesVersion(vendor, input, environment));
  return collect('environment-era', silent.map((vendor) => vendor.fromEnvironmentEra?.(environment)));
};

function namesVersion(vendor: Vendor, input: LineageInput, environment: ReadonlyMap<string, string>): boolean {
  const label = vendor.fromLabels?.(input.facts?.labels ?? {});
  const variable = vendor.fromEnvironment?.(environment);
  return [label, variable].some((reading) => reading !== undefined && !reading.weak && reading.claim.version !== null);
}
