import { createHash } from 'node:crypto';
import { startEmulator, type Emulator } from '../../../emulator/server';
import { scanPorts } from '../../../lambda/aws/scan-ports';
import type { Downloaded, DownloadRequest, PolicyDownloads } from '../../../lambda/policy/port';
import type { Notification } from '../../../lambda/publishing/port';
import { obtainPolicies } from '../../../lambda/scan/obtain-policies';
import { policyRequests } from '../../../lambda/scan/policy-requests';
import { PublishFailed } from '../../../lambda/scan/publish';
import { runScan } from '../../../lambda/scan/run-scan';
import { readWaivers } from '../../../lambda/waivers/parse-waivers';
import type { Change } from '../../../lib/core/change';
import type { ScanResult } from '../../../lib/core/scan-result';
import { MemoryStore } from '../state/memory-store';
import { replayFleet } from './replay-fleet';

export const MIRROR = 's3://mirror/support_policy.md';
export const TEAM = 's3://mirror/acme-base.json';

/** What is different on a day from the day before. */
export interface Day {
  /** What lies at an address from now on; null for a source that cannot be reached. */
  readonly at?: Readonly<Record<string, string | null>>;
  readonly waivers?: string;
  readonly accepted?: readonly string[];
  /** On this day alone. */
  readonly failing?: 'message' | 'events';
}

export interface Ran {
  readonly result: ScanResult;
  readonly sent: readonly Notification[];
  readonly failed: boolean;
}

/** A monitor that runs once a day, with the account, the bucket and the sources around it. */
export class ReplayWorld {
  readonly store = new MemoryStore();
  readonly warnings: string[] = [];
  private readonly places = new Map<string, string | null>();
  private waivers = '';
  private accepted: readonly string[] = [];
  private sent: Notification[] = [];
  downloads = 0;

  private constructor(private readonly emulator: Emulator, private readonly environment: NodeJS.ProcessEnv) {}

  static async start(): Promise<ReplayWorld> {
    const emulator = await startEmulator({ fleet: replayFleet() });
    const before = { ...process.env };
    Object.assign(process.env, emulator.environment);
    return new ReplayWorld(emulator, before);
  }

  async stop(): Promise<void> {
    process.env = this.environment;
    await this.emulator.close();
  }

  /** One run. Where it could not tell all, the function fails, and what it would have told is here all the same. */
  async run(date: string, day: Day = {}): Promise<Ran> {
    try {
      return { result: await this.scan(date, day), sent: this.sent, failed: false };
    } catch (error) {
      if (!(error instanceof PublishFailed)) throw error;
      return { result: error.result, sent: this.sent, failed: true };
    }
  }

  private async scan(date: string, { at = {}, waivers, accepted, failing }: Day): Promise<ScanResult> {
    for (const [location, text] of Object.entries(at)) this.places.set(location, text);
    this.waivers = waivers ?? this.waivers;
    this.accepted = accepted ?? this.accepted;
    this.sent = [];
    const now = () => new Date(`${date}T06:00:00.000Z`);
    const warn = (message: string) => void this.warnings.push(message);
    const requests = policyRequests([{ id: 'sagemaker-distribution/support-policy', location: MIRROR }, { location: TEAM }]);
    const downloads: PolicyDownloads = { fetch: async (request) => this.fetch(request) };
    const order = { requests, acceptedHashes: this.accepted, today: date };
    const refreshed = await obtainPolicies(order, { store: this.store, downloads, now, warn });
    const { catalog, registry, calls, close } = scanPorts('us-east-1');
    try {
      const outcome = await runScan({
        target: { monitor: 'M', accountId: '111122223333', region: 'us-east-1' },
        noticePeriods: [90, 30, 7],
        reminderDays: 0,
        refreshed,
        owner: date,
        waivers: this.waivers === '' ? { waivers: [], refused: [] } : readWaivers([{ source: 'waivers', text: this.waivers }], date),
      }, {
        // Who uses an image weighs on severities, and is not what this is about.
        ports: { catalog, registry, calls }, store: this.store, now, warn,
        notifier: { publish: async (message) => this.deliver('message', failing, () => this.sent.push(message)) },
        events: { put: async () => this.deliver('events', failing, () => undefined) },
      });
      if (outcome.kind !== 'scanned') throw new Error('busy');
      return outcome.result;
    } finally {
      close();
    }
  }

  private deliver(what: string, failing: string | undefined, send: () => unknown): void {
    if (failing === what) throw new Error(`${what} is broken`);
    send();
  }

  private fetch({ location, validators }: DownloadRequest): Downloaded {
    const text = this.places.get(location);
    if (text === undefined || text === null) {
      return { kind: 'failed', failure: 'unreachable', message: `'${location}' must be reachable, got: silence.` };
    }
    const etag = `"${createHash('md5').update(text).digest('hex')}"`;
    if (validators?.etag === etag) return { kind: 'not-modified' };
    this.downloads += 1;
    return { kind: 'document', text, finalUrl: location, etag };
  }
}

/** A change in a line: what a subscriber would be told, short enough for a table. */
export function told(change: Change): string {
  switch (change.kind) {
    case 'finding':
      return `${nameIn(change.imageVersionArn)} ${change.type} ${change.from} -> ${change.to}`;
    case 'policy': {
      const what = [change.version, change.processors.join('+'), change.pending ? 'pending' : ''].filter(Boolean).join(' ');
      const dates = change.from ?? change.to ? ` ${change.from} -> ${change.to}` : '';
      const touched = change.affected.length > 0 ? ` [${change.affected.map(nameIn).join(' ')}]` : '';
      return `policy ${change.type}${what === '' ? '' : ` ${what}`}${dates}${touched}`;
    }
    case 'waiver':
      return `waiver ${change.type} ${change.waiver.image}`;
  }
}

function nameIn(arn: string): string {
  return arn.split('/')[1] ?? arn;
}
