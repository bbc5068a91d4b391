import type { Waiver } from '../waiver';

/** What a waiver covers, for a person: `image 'ds-*' versions 1-5`. */
export function waiverSubject({ image, versions }: Waiver): string {
  return versions === undefined ? `image '${image}'` : `image '${image}' versions ${versions}`;
}

/** With who answers for it, until when and why. */
export function describeWaiver(waiver: Waiver): string {
  return `${waiverSubject(waiver)}, by ${waiver.owner} until ${waiver.expires}: ${waiver.reason.replace(/\.$/, '')}`;
}
