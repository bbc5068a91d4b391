/** What the exit status says. Where several apply, the one that stands first here wins. */
export const EXIT = { wrongUsage: 2, documentRefused: 65, scanIncomplete: 3, findings: 1, fine: 0 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_RANK: readonly ExitCode[] = [EXIT.wrongUsage, EXIT.documentRefused, EXIT.scanIncomplete, EXIT.findings];

/** The one exit status of a run that ended in several ways. */
export function worstOf(codes: Iterable<ExitCode>): ExitCode {
  const all = new Set(codes);
  return BY_RANK.find((code) => all.has(code)) ?? EXIT.fine;
}
