import { publish, type PublishDependencies, type PublishInput } from '../../../lambda/scan/publish';
import type { EventEntry, MetricDatum, Notification } from '../../../lambda/publishing/port';
import type { Policy } from '../../../lib/core/policy/policy';
import type { Finding } from '../../../lib/core/finding';
import { ACCOUNT, coverageOf, dated, finding, REGION } from '../publishing/findings-fixture';
import { MemoryStore } from '../state/memory-store';

const target = { monitor: 'ml', accountId: ACCOUNT, region: REGION };
const STATE = `state/ml/${ACCOUNT}/${REGION}/findings.json`;
const REPORTS = `reports/ml/${ACCOUNT}/${REGION}`;

/** The dated one and the latest one, for programs and then for people. */
const REPORTS_WRITTEN = ['reports', 'reports', 'reports', 'reports', 'reports'];

/** Everything that is told, in order; each part can be made to fail. */
class World {
  readonly store = new MemoryStore();
  readonly log: string[] = [];
  readonly messages: Notification[] = [];
  readonly events: EventEntry[] = [];
  readonly metrics: MetricDatum[][] = [];
  failing: readonly string[] = [];

  constructor() {
    this.store.beforePut = (key) => this.happen(key.split('/')[0] ?? '');
  }

  readonly dependencies: PublishDependencies = {
    store: this.store,
    notifier: {
      publish: async (notification) => {
        this.happen('message');
        this.messages.push(notification);
      },
    },
    metrics: {
      put: async (_monitor, _timestamp, data) => {
        this.happen('metrics');
        this.metrics.push([...data]);
      },
    },
    events: {
      put: async (entries) => {
        this.happen('events');
        this.events.push(...entries);
      },
    },
  };

  /** The keys of the changes told since the last look. */
  told(): string[] {
    return this.messages.splice(0).flatMap(({ bodies }) => JSON.parse(bodies.default).changes.map((change: { key: string }) => change.key));
  }

  private happen(what: string): void {
    this.log.push(what);
    if (this.failing.includes(what)) throw new Error(`${what} is broken`);
  }
}

function inputOf(today: string, findings: readonly Finding[], overrides: Partial<PublishInput> = {}): PublishInput {
  return {
    target, scannedAt: `${today}T06:00:00.000Z`, today, durationMs: 1000, noticePeriods: [90, 30, 7], findings, coverage: coverageOf(findings),
    refreshed: { policies: [], shipped: [], judged: [], unread: [], known: [] }, moves: [], waivers: { waivers: [], refused: [] },
    ...overrides,
  };
}

const policy: Policy = {
  family: 'acme', releases: [{ version: '1', eolFrom: '2025-12-31', asWritten: '2025-12-31', line: 1 }], majors: [], anomalies: [],
  source: 'acme.json', sha256: 'a'.repeat(64), retrievedAt: '2025-05-06T00:00:00.000Z', rule: 'fresh',
};
const added = { ...policy, releases: [...policy.releases, { version: '2', eolFrom: '2026-12-31', asWritten: '2026-12-31', line: 2 }] };

let world: World;
beforeEach(() => {
  world = new World();
});

it('writes the report and the dataset, sends the messages, emits the metrics, and only then advances the state', async () => {
  await publish(inputOf('2025-05-06', [dated('2025-05-06', '2025-06-01')]), world.dependencies);
  expect(world.log).toEqual([...REPORTS_WRITTEN, 'dataset', 'dataset', 'message', 'events', 'metrics', 'state', 'state', 'state']);
});

it('gives the result and keeps it as the latest report and as that of the day', async () => {
  const refreshed = { policies: [added], shipped: [policy], judged: [], unread: [], known: [] };
  const result = await publish(inputOf('2025-05-06', [dated('2025-05-06', '2025-06-01')], { refreshed }), world.dependencies);
  expect(result).toMatchObject({ schemaVersion: '1.0', scannedAt: '2025-05-06T06:00:00.000Z', asOf: '2025-05-06' });
  expect(result.changes.map(({ kind, type }) => `${kind} ${type}`)).toEqual(['policy RELEASE_ADDED', 'finding NEW']);
  expect(result.findings[0]?.firstSeen).toBe('2025-05-06T06:00:00.000Z');
  expect(world.store.json(`${REPORTS}/latest.json`)).toEqual(result);
  expect(world.store.json(`${REPORTS}/2025-05-06/060000Z.json`)).toEqual(result);
  expect(world.messages[0]?.bodies.email).toContain(`${REPORTS}/2025-05-06/060000Z.json`);
});

it('draws the report as a page beside each, for people', async () => {
  const putBytes = jest.spyOn(world.store, 'putBytes');
  await publish(inputOf('2025-05-06', [dated('2025-05-06', '2025-06-01')]), world.dependencies);
  const pages = putBytes.mock.calls.filter(([key]) => key.startsWith('reports/'));

  expect(pages.map(([key]) => key)).toEqual([`${REPORTS}/2025-05-06/060000Z.html`, `${REPORTS}/latest.html`]);
  for (const [, bytes, contentType] of pages as unknown as [string, Uint8Array, string][]) {
    expect(contentType).toBe('text/html; charset=utf-8');
    expect(Buffer.from(bytes).toString()).toContain('Of 1 image version, 1 loses support soon.');
  }
});

it('tells over several days what is new on each, and nothing twice', async () => {
  const days: [string, Finding[], string[]][] = [
    ['2025-05-01', [dated('2025-05-01', '2025-08-01')], []],
    ['2025-05-03', [dated('2025-05-03', '2025-08-01')], ['STATUS_CHANGED|-|EXPIRING|2025-08-01']],
    ['2025-05-04', [dated('2025-05-04', '2025-08-01')], []],
    ['2025-05-05', [dated('2025-05-05', '2025-05-25')], ['DATE_MOVED|-|EXPIRING|2025-05-25']],
    ['2025-05-18', [dated('2025-05-18', '2025-05-25')], ['NOTICE_PERIOD|7|EXPIRING|2025-05-25']],
    ['2025-05-26', [dated('2025-05-26', '2025-05-25')], ['STATUS_CHANGED|-|END_OF_SUPPORT|2025-05-25']],
    ['2025-05-27', [finding({ status: 'UNKNOWN_BASE', severity: 'MEDIUM' })], ['STATUS_CHANGED|-|UNKNOWN_BASE|-']],
    ['2025-05-28', [dated('2025-05-28', '2026-05-25')], ['RESOLVED|-|SUPPORTED|2026-05-25']],
    ['2025-05-29', [], []],
  ];
  for (const [day, findings, expected] of days) {
    await publish(inputOf(day, findings), world.dependencies);
    expect([day, ...world.told().map((key) => key.split('|').slice(1).join('|'))]).toEqual([day, ...expected]);
  }
  expect(world.metrics).toHaveLength(days.length);
});

it.each([
  ['message', [...REPORTS_WRITTEN, 'dataset', 'dataset', 'message', 'events', 'metrics']],
  ['reports', ['reports', 'reports', 'dataset', 'dataset', 'message', 'events', 'metrics']],
  ['dataset', [...REPORTS_WRITTEN, 'dataset', 'message', 'events', 'metrics']],
  ['events', [...REPORTS_WRITTEN, 'dataset', 'dataset', 'message', 'events', 'metrics']], ['state', undefined],
])(
  'repeats the message with the same keys where %s failed, also on the next day',
  async (part, log) => {
    const findings = [dated('2025-05-06', '2025-06-20'), dated('2025-05-06', '2025-05-01', { version: 2 })];
    world.failing = [part];
    await expect(publish(inputOf('2025-05-06', findings), world.dependencies)).rejects.toThrow(`${part} is broken`);
    if (log) expect(world.log).toEqual(log);
    world.told();
    world.failing = [];
    const expected = (await publish(inputOf('2025-05-06', findings), {})).changes.map(({ key }) => key);
    await publish(inputOf('2025-05-07', [dated('2025-05-07', '2025-06-20'), dated('2025-05-07', '2025-05-01', { version: 2 })]), world.dependencies);
    expect(world.told()).toEqual(expected);
    await publish(inputOf('2025-05-07', [dated('2025-05-07', '2025-06-20'), dated('2025-05-07', '2025-05-01', { version: 2 })]), world.dependencies);
    expect(world.told()).toEqual([]);
  },
);

it('does not repeat a message because of the metrics', async () => {
  world.failing = ['metrics'];
  const input = inputOf('2025-05-06', [dated('2025-05-06', '2025-06-20')]);
  await expect(publish(input, world.dependencies)).rejects.toThrow('metrics: metrics is broken');
  world.failing = [];
  world.told();
  await publish(input, world.dependencies);
  expect(world.told()).toEqual([]);
});

it('tries everything, and tells all that failed together', async () => {
  world.failing = ['reports', 'message', 'metrics'];
  const many = Array.from({ length: 600 }, (_, version) => dated('2025-05-06', '2025-06-20', { version, reason: `${version}` }));
  const error: unknown = await publish(inputOf('2025-05-06', many), world.dependencies).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AggregateError);
  const messages = world.log.filter((what) => what === 'message').length;
  expect(messages).toBeGreaterThan(1);
  expect(error).toMatchObject({
    errors: [...['reports', 'reports'].map((part) => new Error(`${part} is broken`)), ...Array.from({ length: messages }, () => new Error('message is broken')), new Error('metrics is broken')],
    message: expect.stringContaining(`message 1 of ${messages}: message is broken`),
  });
  expect(world.log).not.toContain('state');
});

it('sends nothing from a state that it cannot read, but emits the metrics', async () => {
  world.store.write(STATE, '{"schemaVersion": "9.0"}');
  await expect(publish(inputOf('2025-05-06', [dated('2025-05-06', '2025-06-20')]), world.dependencies)).rejects.toThrow("has the schema version '9.0'");
  expect(world.log).toEqual(['metrics']);
  expect(world.store.json(STATE)).toEqual({ schemaVersion: '9.0' });
});

it('does not overwrite what another scan has saved in the meantime', async () => {
  const publishing = publish(inputOf('2025-05-06', [dated('2025-05-06', '2025-06-20')]), {
    ...world.dependencies, metrics: { put: async () => void world.store.write(STATE, '"theirs"') },
  });
  await expect(publishing).rejects.toThrow('was changed by somebody else');
  expect(world.store.json(STATE)).toBe('theirs');
});

it('resolves nothing that an incomplete scan did not see, and all that it did', async () => {
  await publish(inputOf('2025-05-06', [dated('2025-05-06', '2025-06-20')]), world.dependencies);
  const coverage = coverageOf([], { complete: false });
  expect((await publish(inputOf('2025-05-07', [], { coverage }), world.dependencies)).changes).toEqual([]);
  expect((await publish(inputOf('2025-05-08', [], { coverage, unlistedImages: [] }), world.dependencies)).changes).toHaveLength(1);
});

it('keeps the targets of a monitor apart', async () => {
  const input = inputOf('2025-05-06', [dated('2025-05-06', '2025-06-20')]);
  await publish(input, world.dependencies);
  const elsewhere = await publish({ ...input, target: { ...target, region: 'us-east-1' } }, world.dependencies);
  expect(elsewhere.changes.map(({ type }) => type)).toEqual(['NEW']);
});

it.each<[string, PublishDependencies | undefined, string[]]>([
  ['nothing', undefined, ['NEW', 'NEW']],
  ['a store alone', { store: new MemoryStore() }, ['NEW', '']],
])('works with %s, as the command line does', async (_name, dependencies = {}, expected) => {
  const types: string[] = [];
  for (const day of ['2025-05-06', '2025-05-07']) {
    const { changes } = await publish(inputOf(day, [dated(day, '2025-06-20')]), dependencies);
    types.push(changes.map(({ type }) => type).join());
  }
  expect(types).toEqual(expected);
});
