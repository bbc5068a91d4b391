/**
 * The parts of a version, whatever stands between them: vendors write `2.3.1`, `2-14`, `3.0-5`, `1.4-2-py312`, `0.26.0+amzn2023.d223c900`.
 * Few of these are semantic versions, so parts are compared for equality only.
 */
export function versionParts(version: string): readonly string[] {
  return version.toLowerCase().split(/[.\-+_]/).filter((part) => part !== '');
}

/** Whether a version is the other one or lies within it: `2.3.1` is within `2.3`, `2.30` is not. */
export function isWithin(version: readonly string[], outer: readonly string[]): boolean {
  return outer.length > 0 && outer.length <= version.length && outer.every((part, index) => part === version[index]);
}
