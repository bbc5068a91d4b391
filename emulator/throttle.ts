/** Operations that share one allowance in an account and Region. */
export type ApiFamily = 'list' | 'describe' | 'registry';

export interface Rate {
  /** Tokens that come back each second. 0: only the burst. */
  readonly perSecond: number;
  /** Tokens of a bucket that is full. Default: one second's worth, at least 1. */
  readonly burst?: number;
}

export type Throttling = Readonly<Partial<Record<ApiFamily, Rate>>>;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets, one for each account, Region and family of operations: how AWS limits request rates. */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>();

  /** `seconds` is a clock that never goes back. */
  constructor(private readonly rates: Throttling, private readonly seconds: () => number) {}

  /** Whether one more call may pass; it then has taken its token. */
  admits(accountId: string, region: string, family: ApiFamily): boolean {
    const rate = this.rates[family];
    if (!rate) return true;
    const now = this.seconds();
    const burst = rate.burst ?? Math.max(1, rate.perSecond);
    const bucket = this.bucket(`${accountId}/${region}/${family}`, burst, now);
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) * rate.perSecond);
    bucket.filledAt = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  reset(): void {
    this.buckets.clear();
  }

  private bucket(key: string, burst: number, now: number): Bucket {
    const known = this.buckets.get(key);
    if (known) return known;
    const full = { tokens: burst, filledAt: now };
    this.buckets.set(key, full);
    return full;
  }
}
