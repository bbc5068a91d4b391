/** The value without surrounding space; undefined where there is none: a derived image can empty a label, not delete it. */
export function present(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** The last level of a nested repository name. */
export function lastSegment(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}
