import type { Claim } from '../../../../lib/core/lineage/base-image';
import { agree, implies, refine } from '../../../../lib/core/lineage/claims';

const claim = (parts: Partial<Claim>): Claim => ({ family: 'f', version: null, processor: null, ...parts });

describe('agree', () => {
  it.each([
    ['what is open', {}, { version: '2.3', processor: 'cpu' }, true],
    ['more and less exact', { version: '2.3' }, { version: '2.3.1' }, true],
    ['numbers that begin alike', { version: '2.3' }, { version: '2.30' }, false],
    ['families', {}, { family: 'g' }, false],
    ['processors', { processor: 'cpu' }, { processor: 'gpu' }, false],
    ['frameworks', { framework: 'a' }, { framework: 'b' }, false],
    ['a framework and its variant', { framework: 'pytorch' }, { framework: 'huggingface-pytorch' }, true],
    ['frameworks that only begin alike', { framework: 'vllm' }, { framework: 'vllmx' }, false],
    ['operating systems', { os: 'amzn2023' }, { os: 'ubuntu22.04' }, false],
    ['repositories of one release', { repository: 'a' }, { repository: 'b' }, true],
    ['a version inside a range', { versionRange: '>=2.3.0 <3.0.0' }, { version: '2.9.3' }, true],
    ['a version outside', { versionRange: '>=2.3.0 <3.0.0' }, { version: '3.0.0' }, false],
    ['part of a version that reaches into a range', { versionRange: '>=2.3.0 <3.0.0' }, { version: '2' }, true],
    ['part of a version outside', { versionRange: '>=2.3.0 <3.0.0' }, { version: '2.2' }, false],
    ['a pre-release inside', { versionRange: '>=0.9.0 <1.12.0' }, { version: '1.0.0-beta' }, true],
    ['ranges that meet', { versionRange: '>=2.3.0' }, { versionRange: '<3.0.0' }, true],
    ['ranges apart', { versionRange: '>=3.0.0' }, { versionRange: '<3.0.0' }, false],
    ['versions that have no order', { versionRange: '>=3.0.0' }, { version: 'b9522' }, true],
  ] satisfies [string, Partial<Claim>, Partial<Claim>, boolean][])('%s', (_case, one, other, expected) => {
    expect(agree(claim(one), claim(other))).toBe(expected);
    expect(agree(claim(other), claim(one))).toBe(expected);
  });
});

describe('implies', () => {
  it.each([
    ['the same', { version: '2.9.2' }, { version: '2.9.2' }, true],
    ['less exact', { version: '2.9.2' }, { version: '2.9' }, true],
    ['no version', { version: '2.9.2' }, {}, true],
    ['more exact', { version: '2.9' }, { version: '2.9.2' }, false],
    ['any version, of none', {}, { version: '2.9.2' }, false],
    ['a number that begins alike', { version: '2.10.0' }, { version: '2.1' }, false],
    ['another processor', { version: '2.9.2', processor: 'cpu' }, { version: '2.9', processor: 'gpu' }, false],
  ] satisfies [string, Partial<Claim>, Partial<Claim>, boolean][])('%s', (_case, one, other, expected) => {
    expect(implies(claim(one), claim(other))).toBe(expected);
  });
});

describe('refine', () => {
  it.each([
    ['fills what is open', {}, { version: '2', processor: 'gpu', framework: 'a', repository: 'r', os: 'o', floating: true },
      { version: '2', processor: 'gpu', framework: 'a', repository: 'r', os: 'o', floating: true }],
    ['keeps what is there', { version: '2.3.1', processor: 'cpu', repository: 'r' }, { version: '2.3', repository: 's', floating: true },
      { version: '2.3.1', processor: 'cpu', repository: 'r' }],
    ['takes the fuller name of a framework', { framework: 'vllm' }, { framework: 'vllm-omni' }, { framework: 'vllm-omni' }],
    ['takes the longer version with its doubt', { version: '2' }, { version: '2.3', floating: true }, { version: '2.3', floating: true }],
    ['drops a range that the version settles', { version: '2', versionRange: '>=2.3.0 <3.0.0' }, { version: '2.9' }, { version: '2.9' }],
    ['keeps a range that says more', { version: '2' }, { version: '2', versionRange: '>=2.3.0 <3.0.0' }, { version: '2', versionRange: '>=2.3.0 <3.0.0' }],
  ] satisfies [string, Partial<Claim>, Partial<Claim>, Partial<Claim>][])('%s', (_case, one, addition, expected) => {
    expect(refine(claim(one), claim(addition))).toStrictEqual(claim(expected));
  });
});
