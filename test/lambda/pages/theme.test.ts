import { pageStyle, THEMES, themeVariables } from '../../../lambda/pages/theme';
import { SUPPORT_STATUSES } from '../../../lib/core/finding';

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(Object.entries(THEMES))('the %s theme', (_name, theme) => {
  it.each([['text', theme.text], ['muted', theme.muted], ...Object.entries(theme.statuses)])('can be read: %s', (_what, color) => {
    expect(contrast(color, theme.background)).toBeGreaterThanOrEqual(4.5);
  });

  it('has another colour for each status', () => {
    expect(new Set(Object.values(theme.statuses)).size).toBe(SUPPORT_STATUSES.length);
  });

  it('writes a style that the escaping leaves alone', () => {
    const style = pageStyle(theme).toString();
    expect(style).toContain(`.image-support{${themeVariables(theme)}}`);
    expect(style).not.toContain('&');
    expect(style.replace(/<\/?style>/g, '')).not.toMatch(/[<>]/);
    for (const [, selector = ''] of style.matchAll(/([^{}]+)\{/g)) expect(selector.replace('<style>', '').trim()).toMatch(/^\.image-support/);
  });
});
