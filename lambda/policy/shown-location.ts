const LONGEST = 300;
/** Signatures and tokens are longer, and what a page is asked for by a query (`hl=en`) is shorter. */
const LONGEST_VALUE = 16;

/** A location as messages and reports show it: without what may be a secret, in a length that can be read. */
export function shownLocation(location: string): string {
  if (!location.startsWith('https:') || !URL.canParse(location)) return shortened(JSON.stringify(location).slice(1, -1));
  return shortened(withoutSecrets(new URL(location)));
}

/** What another side said, in a length that can be read. */
export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function withoutSecrets(url: URL): string {
  const query = url.search.replace(/=([^&]*)/g, (whole, value: string) => (value.length > LONGEST_VALUE ? '=…' : whole));
  return `${url.protocol}//${url.host}${url.pathname}${query}`;
}
