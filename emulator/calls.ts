/** What came in for one operation. */
export interface CallCount {
  readonly count: number;
  readonly throttled: number;
  /** Answered with an error, or not at all; throttled ones are among them. */
  readonly failed: number;
}

/** Counts by `service.Operation`. */
export class CallCounter {
  private readonly counts = new Map<string, { count: number; throttled: number; failed: number }>();

  record(name: string, outcome: 'answered' | 'throttled' | 'failed'): void {
    const known = this.counts.get(name) ?? { count: 0, throttled: 0, failed: 0 };
    known.count += 1;
    if (outcome === 'throttled') known.throttled += 1;
    if (outcome !== 'answered') known.failed += 1;
    this.counts.set(name, known);
  }

  snapshot(): Readonly<Record<string, CallCount>> {
    return Object.fromEntries([...this.counts].map(([name, counts]) => [name, { ...counts }]));
  }

  reset(): void {
    this.counts.clear();
  }
}
