/** Pixels of a character at 12 px, on the safe side: there is no font to ask. */
const NARROW = 6.9;
const WIDE = 13;
/** From here on scripts are as wide as they are high: CJK, emoji. */
const FIRST_WIDE = 0x1100;

/** As much of a text as fits into so many pixels, without its middle: SVG does not break lines, and a version stands at the end. */
export function fitText(text: string, pixels: number): string {
  const characters = [...text];
  if (widthOf(characters) <= pixels) return text;
  const half = Math.max(NARROW, (pixels - WIDE) / 2);
  return `${fitting(characters, half).join('')}…${fitting(characters.reverse(), half).reverse().join('')}`;
}

function widthOf(characters: readonly string[]): number {
  return characters.reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < FIRST_WIDE ? NARROW : WIDE), 0);
}

/** The first of them that fit, of no more than could. */
function fitting(characters: readonly string[], pixels: number): string[] {
  const most = characters.slice(0, Math.floor(pixels / NARROW));
  while (most.length > 0 && widthOf(most) > pixels) most.pop();
  return most;
}
