/**
 * Lineage from memory: configs that were read before, resolved beside a catalogue of known bases. Seconds of one core for 10,000 configs,
 * with the layers of the bases above, so that chains are really searched; and the same with ten times the layers, which must not matter
 * for memory.
 */
import { resolveBaseImage } from '../lib/core/lineage/resolve-base-image';
import type { LineageInput } from '../lib/core/lineage/base-image';
import type { KnownBase } from '../lib/core/lineage/known-bases';

const CONFIGS = Number(process.env['BENCH_CONFIGS'] ?? 10_000);
const BASES = 500;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const digest = (text: string): string => `sha256:${Buffer.from(text.padStart(32, '0')).toString('hex')}`;
const layersOf = (base: number, count: number): readonly string[] => Array.from({ length: count }, (_, layer) => digest(`${base}-${layer}`));

const bases = Array.from({ length: BASES }, (_, index): KnownBase => ({
  claim: { family: 'sagemaker-distribution', version: `${1 + (index % 4)}.${index % 15}.${index}`, processor: index % 2 === 0 ? 'cpu' : 'gpu' },
  diffIds: layersOf(index, 20), digests: [digest(`base-${index}`)], source: `mirror:${index}`, asOf: '2026-10-24',
}));

/** A third has its label, a third only the layers of a base, a third neither. */
function configs(layers: number): readonly LineageInput[] {
  return Array.from({ length: CONFIGS }, (_, index): LineageInput => {
    const own = Array.from({ length: layers }, (_unused, layer) => digest(`own-${index}-${layer}`));
    const kind = index % 3;
    return {
      baseImage: `111122223333.dkr.ecr.us-east-1.amazonaws.com/team/image-${index}:2026-10`,
      facts: {
        labels: kind === 0 ? { 'org.amazon.sagemaker-distribution.image.version': `2.${index % 15}.1-cpu` } : { maintainer: 'team' },
        env: ['PATH=/opt/conda/bin:/usr/bin', 'MAMBA_USER=sagemaker-user', 'SAGEMAKER_LOGGING_DIR=/var/log/sagemaker/'],
        diffIds: kind === 1 ? [...layersOf(index % BASES, 20), ...own] : own,
        history: own.map((layer) => `RUN step ${layer}`), annotations: {},
      },
    };
  });
}

const spread = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]?.toFixed(2)} s (${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)})`;
};

for (const layers of [10, 100]) {
  const inputs = configs(layers);
  const seconds: number[] = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    found = inputs.filter((input) => resolveBaseImage(input, { bases }).family !== null).length;
    seconds.push((performance.now() - started) / 1000);
  }
  console.log(`${CONFIGS} configs of ${layers} layers of their own, ${BASES} known bases: ${spread(seconds)}, ${found} with a base`);
}
