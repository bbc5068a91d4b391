import { fleet, image, repository, uri } from '../../../emulator/builders';
import type { Fleet } from '../../../emulator/fleet';
import { sageMakerDistributionConfig } from '../../../emulator/sagemaker-distribution';
import { derivedConfig, pythonConfig } from '../../../emulator/vendor-configs';

export const GOLDEN = uri('platform/base');
const golden = derivedConfig(pythonConfig(), { steps: ['RUN install platform tools'] });
const VERSIONS = ['2.3.1', '2.4.0', '2.12.0', '2.14.0', '3.9.0', '4.0.0'];

/** One image for each base, called after it: six of SageMaker Distribution, one that says nothing, one on a team's base. */
export function replayFleet(): Fleet {
  return fleet({
    images: [
      ...VERSIONS.map((version) => image(nameOf(version), [uri(`ds/app:${version}`)])), image('plain', [uri('ds/app:plain')]), image('gold', [uri('ds/app:gold')]),
    ],
    repositories: [
      repository('platform/base', { '2026.1': golden }),
      repository('ds/app', {
        ...Object.fromEntries(VERSIONS.map((version) => [version, derivedConfig(sageMakerDistributionConfig(version, 'cpu'))])),
        plain: pythonConfig('3.11.9'),
        gold: derivedConfig(golden),
      }),
    ],
  });
}

function nameOf(version: string): string {
  return `on-${version.replace(/\.\d+$/, '').replace('.', '-')}`;
}

/** The team's policy of its base, as JSON. */
export function goldenPolicy(end: string): string {
  return JSON.stringify({ family: 'acme-base', releases: [{ version: '2026.1', eolFrom: end }], golden: { repositories: [GOLDEN] } });
}
