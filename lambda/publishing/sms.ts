import type { DigestPart, DigestTarget } from './digest';
import { cut, headline } from './headline';
import { clean } from './plain-text';

/** Amazon SNS sends what is longer as several messages; 140 characters are one in every encoding of GSM. */
export const MAX_SMS = 140;

/** One sentence for a phone. */
export function smsText({ input, severity, items, part, parts }: DigestPart): string {
  const start = `${severity}: `;
  const end = ` ${place(input)}${parts > 1 ? ` (${part}/${parts})` : ''}.`;
  return gsm(`${start}${headline(items, MAX_SMS - start.length - end.length)}${end}`);
}

export function place({ accountId, region }: DigestTarget): string {
  return `in ${accountId} ${region}`;
}

/** Only what GSM 03.38 writes as one character: brackets, for one, count twice, and one foreign letter halves the room. */
export function gsm(text: string): string {
  return cut(clean(text).replace(/\[/g, '(').replace(/\]/g, ')').replace(/[^\w !"#%&'()*+,\-./:;<=>?@$]/g, '?'), MAX_SMS);
}
