/** As tags of images can be; a version has a digit. The vendor has `2.11`, `1.4-2-py312`, `0.26.0+amzn2023.d223c900`, `b9522`. */
const VERSION = /^(?=.*\d)[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/;

export function isVersion(text: string): boolean {
  return VERSION.test(text);
}
