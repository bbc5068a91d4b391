import { clean, shorten } from './plain-text';

/** Look-alikes: Slack has no escapes, so nothing else is harmless in both Slack's and Teams' Markdown. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '∗', '~': '∼', '`': 'ˋ', '<': '‹', '>': '›', '[': '(', ']': ')', '|': '∣', '\\': '∖', '#': '＃', '!': 'ǃ',
};

/**
 * Text from outside as words of a chat message: no markup, no link, no mention of people or channels. An underscore within a word
 * is no markup, so names keep it.
 */
export function chatText(text: string, maxBytes?: number): string {
  return shorten(clean(text), maxBytes)
    .replace(/[*~`<>[\]|\\#!]/g, (sign) => LOOK_ALIKES[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
    .replace(/(?<![\p{L}\p{N}])@/gu, '＠')
    .replace(/:\/\//g, ':∕∕')
    .replace(/&(?=#?\w+;)/g, '＆');
}

/** Text from outside to copy: in a span that shows it as it is. What would end the span or mention somebody is replaced even there. */
export function chatCode(text: string): string {
  const safe = shorten(clean(text)).replace(/[`<>]/g, (sign) => LOOK_ALIKES[sign] ?? sign).replace(/(?<![\p{L}\p{N}])@/gu, '＠');
  return safe === '' ? '' : `\`${safe}\``;
}
