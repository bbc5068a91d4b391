import fc from 'fast-check';
import { addDays } from '../../lib/core/calendar-date';
import { compareFindings, type FindingSnapshot } from '../../lib/core/compare-findings';
import type { Finding } from '../../lib/core/finding';
import type { Waiver } from '../../lib/core/waiver';
import { applyWaivers } from '../../lib/core/waivers/apply-waivers';
import { checkWaivers } from '../../lib/core/waivers/check-waivers';
import { compareWaivers, type ToldWaivers } from '../../lib/core/waivers/compare-waivers';
import { parseWaivers } from '../../lambda/waivers/parse-waivers';
import { ACCOUNT, dated, finding, REGION } from '../lambda/publishing/findings-fixture';

const START = '2025-05-06';
/** Days of one replay; shorter than the 30 days after which reminders come. */
const DAYS = 25;

const waiver: fc.Arbitrary<Waiver> = fc.record({
  image: fc.constantFrom('data-science', 'data-*', '*', 'risk-????', 'arn:aws:sagemaker:*:image/risk-*', 'nothing'),
  versions: fc.option(fc.constantFrom('1', '<3', '>=2', '1,3-4'), { nil: undefined }),
  owner: fc.constantFrom('ana', 'bo'),
  reason: fc.constantFrom('Migration.', 'Blocked'),
  expires: fc.integer({ min: -100, max: DAYS - 5 }).map((days) => addDays(START, days)),
}).map(({ versions, ...rest }) => ({ ...rest, ...(versions !== undefined && { versions }) }));

const waivers = fc.uniqueArray(waiver, { maxLength: 5, selector: (each) => JSON.stringify(each) });

const seen: fc.Arbitrary<Finding> = fc.record({
  imageName: fc.constantFrom('data-science', 'risk-view'),
  version: fc.integer({ min: 1, max: 4 }),
  end: fc.option(fc.integer({ min: -300, max: 300 }), { nil: null }),
}).map(({ imageName, version, end }) => (end === null
  ? finding({ imageName, version, status: 'UNKNOWN_BASE', severity: 'MEDIUM', image_arn: `arn:aws:sagemaker:eu-west-1:1:image/${imageName}` })
  : dated(START, addDays(START, end), { imageName, version, image_arn: `arn:aws:sagemaker:eu-west-1:1:image/${imageName}` })));

const fleet = fc.uniqueArray(seen, { maxLength: 6, selector: ({ imageVersionArn }) => imageVersionArn });

function has(subject: Finding, type: 'WAIVED' | 'WAIVER_EXPIRED'): boolean {
  return subject.conditions.some((condition) => condition.type === type);
}

it('waivers change no status and no severity, and drop nothing', () => {
  fc.assert(fc.property(fleet, waivers, (findings, given) => {
    const applied = applyWaivers(findings, given, START);
    expect(applied.map((subject) => ({ ...subject, waiver: undefined, conditions: [] })))
      .toEqual(findings.map((subject) => ({ ...subject, waiver: undefined })));
    for (const subject of applied) {
      expect(subject.conditions.length).toBe(subject.waiver ? 1 : 0);
      expect(subject.status === 'SUPPORTED' && subject.waiver !== undefined).toBe(false);
      expect(has(subject, 'WAIVED')).toBe(subject.waiver !== undefined && subject.waiver.expires >= START);
    }
  }));
});

it('waivers are order-free', () => {
  fc.assert(fc.property(fleet, waivers, waivers, (findings, given, before) => {
    const [straight, reversed] = [given, [...given].reverse()].map((each) => applyWaivers(findings, each, START));
    expect(reversed).toEqual(straight);
    const context = { today: START, accountId: ACCOUNT, region: REGION };
    const told = { on: START, waivers: before };
    const first = compareWaivers(told, given, { ...context, findings: straight ?? [] });
    const mixed = { ...context, findings: [...straight ?? []].reverse() };
    const second = compareWaivers({ ...told, waivers: [...before].reverse() }, [...given].reverse(), mixed);
    expect(second.changes).toEqual(first.changes);
    expect(new Set(first.changes.map(({ key }) => key)).size).toBe(first.changes.length);
  }));
});

it('day by day: nothing is told of a waived finding, and each end of a waiver once, with what it uncovers', () => {
  fc.assert(fc.property(fleet, waivers, (findings, given) => {
    let snapshots: readonly FindingSnapshot[] | undefined;
    let told: ToldWaivers | undefined;
    const expired = new Map<string, number>();
    const heard = new Map<string, number>();
    for (let day = 0; day < DAYS; day += 1) {
      const today = addDays(START, day);
      const applied = applyWaivers(findings, given, today);
      const news = compareFindings(snapshots, applied, { noticePeriods: [], today, scannedAt: `${today}T06:00:00.000Z`, complete: true });
      const ofWaivers = compareWaivers(told, given, { findings: applied, today, accountId: ACCOUNT, region: REGION });
      const waived = new Set(applied.filter((subject) => has(subject, 'WAIVED')).map(({ imageVersionArn }) => imageVersionArn));
      for (const { imageVersionArn } of news.changes) {
        expect(waived.has(imageVersionArn)).toBe(false);
        heard.set(imageVersionArn, (heard.get(imageVersionArn) ?? 0) + 1);
      }
      for (const { type, waiver: { expires }, key } of ofWaivers.changes) {
        if (type !== 'WAIVER_EXPIRED') continue;
        expect(expires < today).toBe(true);
        expired.set(key, (expired.get(key) ?? 0) + 1);
      }
      snapshots = news.snapshots;
      told = ofWaivers.told;
    }
    expect([...expired.values()].filter((times) => times !== 1)).toEqual([]);
    // By the last day all waivers are over: each open finding was told, and once.
    expect([...heard].sort()).toEqual(findings.filter(({ status }) => status !== 'SUPPORTED').map(({ imageVersionArn }) => [imageVersionArn, 1]).sort());
    for (const each of given.filter(({ expires }) => expires >= addDays(START, -90))) {
      const covering = given.filter(({ image, versions }) => image === each.image && versions === each.versions);
      const isLast = covering.every(({ expires }) => expires <= each.expires);
      if (isLast) expect([...expired.keys()].filter((key) => key.includes(`|${each.image}|${each.versions ?? '*'}|${each.expires}|`)).length).toBe(1);
    }
  }));
});

it('reading is total: any data gives waivers or problems, never both, and what was read is read again', () => {
  const entry = fc.oneof(waiver, fc.dictionary(fc.constantFrom('image', 'owner', 'reason', 'expires', 'versions', 'x', '__proto__'), fc.jsonValue()), fc.jsonValue());
  fc.assert(fc.property(fc.oneof(fc.array(entry), fc.record({ waivers: fc.array(entry) }), fc.jsonValue()), (data) => {
    const { waivers: read, problems } = checkWaivers(data, START);
    expect(read.length === 0 || problems.length === 0).toBe(true);
    expect(checkWaivers(read, START)).toEqual({ waivers: read, problems: [] });
    expect(parseWaivers(JSON.stringify({ waivers: read }), START).waivers).toEqual(read);
  }));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const { waivers: read, problems } = parseWaivers(text, START);
    expect(read.length === 0 || problems.length === 0).toBe(true);
  }));
});
