import { createHash } from 'node:crypto';
import { resolveLineage } from '../../../lambda/lineage/resolve-lineage';
import type { Registry, Repository } from '../../../lambda/lineage/port';
import type { ImageVersion } from '../../../lib/core/inventory';
import type { ImageFacts } from '../../../lib/core/lineage/base-image';
import { imageVersion } from '../../support/evaluation';

const HOST = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const OPTIONS = { accountId: '111122223333', region: 'us-east-1', asOf: '2026-10-24' };
const LABEL = 'org.amazon.sagemaker-distribution.image.version';

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A registry in memory: every tag is an image of its own, and refuses what the service would refuse. */
class FakeRegistry implements Registry {
  readonly batches = new Map<string, number>();
  readonly described: number[] = [];
  blobs = 0;
  private readonly bodies = new Map<string, string>();

  describeImages: Registry['describeImages'] = async (_, ids) => {
    expect(ids.length).toBeLessThanOrEqual(100);
    this.described.push(ids.length);
    return ids.map((id) => ('digest' in id ? { digest: id.digest, tags: [] } : { digest: this.push(id.tag), tags: [id.tag] }));
  };

  getManifests: Registry['getManifests'] = async ({ name }, digests) => {
    expect(digests.length).toBeLessThanOrEqual(100);
    this.batches.set(name, (this.batches.get(name) ?? 0) + 1);
    return { manifests: digests.map((digest) => ({ digest, body: this.bodies.get(digest)! })), failures: [] };
  };

  getBlob: Registry['getBlob'] = async (_, digest) => {
    this.blobs += 1;
    return new TextEncoder().encode(this.bodies.get(digest));
  };

  listImages = (repository: Repository): never => {
    throw new Error(`Nothing asks for the list of '${repository.name}' here.`);
  };

  pullThroughCacheRules = (): never => {
    throw new Error('Nothing is uncertain here.');
  };

  private push(tag: string): string {
    const config = JSON.stringify({ config: { Labels: { [LABEL]: '4.4.1-cpu', tag } }, rootfs: { type: 'layers', diff_ids: [sha256(tag)] } });
    const manifest = JSON.stringify({ config: { digest: sha256(config) } });
    this.bodies.set(sha256(config), config);
    this.bodies.set(sha256(manifest), manifest);
    return sha256(manifest);
  }
}

/** Versions over a number of images, registered over several SageMaker images. */
function versions(count: number, tags: number, repositories: number): ImageVersion[] {
  return Array.from({ length: count }, (_, index) => {
    const tag = index % tags;
    return imageVersion({ baseImage: `${HOST}/team/ds-${tag % repositories}:v${tag}` });
  });
}

it.each([
  [250, 250, 1, { 'team/ds-0': 3 }],
  [600, 250, 1, { 'team/ds-0': 3 }],
  [100, 100, 1, { 'team/ds-0': 1 }],
  [101, 101, 1, { 'team/ds-0': 2 }],
  [10_000, 500, 1, { 'team/ds-0': 5 }],
  [10_000, 500, 4, { 'team/ds-0': 2, 'team/ds-1': 2, 'team/ds-2': 2, 'team/ds-3': 2 }],
])('%d versions over %d images in %d repositories', async (count, tags, repositories, batches) => {
  const registry = new FakeRegistry();
  const facts = new Map<string, ImageFacts>();
  const all = versions(count, tags, repositories);
  const lineage = await resolveLineage(registry, all, { ...OPTIONS, facts });

  expect(Object.fromEntries(registry.batches)).toEqual(batches);
  expect(registry.described.reduce((sum, ids) => sum + ids, 0)).toBe(tags);
  expect(registry.described).toHaveLength(Object.values(batches).reduce((sum, calls) => sum + calls, 0));
  expect(registry.blobs).toBe(tags);
  expect(all.every((version) => lineage.outcomeOf(version)?.base.version === '4.4.1')).toBe(true);
  expect(lineage.failures).toEqual([]);

  await resolveLineage(registry, all, { ...OPTIONS, facts });
  expect(Object.fromEntries(registry.batches)).toEqual(batches);
  expect(registry.blobs).toBe(tags);
});

it('asks for new digests only', async () => {
  const registry = new FakeRegistry();
  const facts = new Map<string, ImageFacts>();
  await resolveLineage(registry, versions(150, 150, 1), { ...OPTIONS, facts });
  await resolveLineage(registry, versions(240, 240, 1), { ...OPTIONS, facts });

  expect(registry.batches.get('team/ds-0')).toBe(3);
  expect(registry.blobs).toBe(240);
});
