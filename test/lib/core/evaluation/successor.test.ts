import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import { imageVersion, lineage, options, release } from '../../../support/evaluation';

const uri = (version: string, processor: string) => `public.ecr.aws/sagemaker/sagemaker-distribution:${version}-${processor}`;
const rows = [
  ...(['cpu', 'gpu'] as const).flatMap((processor) => [
    release('2.3', '2025-04-25', { processor, uri: uri('2.3', processor) }),
    release('3.8', '2026-01-01', { processor, uri: uri('3.8', processor) }),
    release('3.9', '2026-09-29', { processor, uri: uri('3.9', processor) }),
    release('4.4', '2027-02-12', { processor, uri: uri('4.4', processor) }),
  ]),
  release('4.5', '2027-03-10', { processor: 'cpu', uri: uri('4.5', 'cpu') }),
];
const successorOf = (version: string, processor: 'cpu' | 'gpu', publishedVersions: readonly string[] = []) =>
  evaluate(imageVersion(), lineage({ version, processor }), options(rows, { policy: { publishedVersions } })).successor;

it('stays in the major version where something there lives longer', () => {
  expect(successorOf('3.8.2', 'cpu')).toEqual({ version: '3.9', uri: uri('3.9', 'cpu'), step: 'minor', endOfSupport: '2026-09-29' });
});

it('else goes to the release that lives longest, with the same processor', () => {
  expect(successorOf('2.3.1', 'cpu')).toEqual({ version: '4.5', uri: uri('4.5', 'cpu'), step: 'major', endOfSupport: '2027-03-10' });
  expect(successorOf('2.3.1', 'gpu')).toEqual({ version: '4.4', uri: uri('4.4', 'gpu'), step: 'major', endOfSupport: '2027-02-12' });
});

it('is a newer patch for what is supported, and nothing where there is none', () => {
  expect(successorOf('4.4.0', 'gpu', ['4.4.0', '4.4.1'])).toEqual({ version: '4.4.1', uri: uri('4.4.1', 'gpu'), step: 'patch', endOfSupport: '2027-02-12' });
  expect(successorOf('4.4.1', 'gpu', ['4.4.0', '4.4.1'])).toBeNull();
});

it('never goes back, to what has ended, or to what ends sooner', () => {
  const only = (...releases: Parameters<typeof release>[]) =>
    evaluate(imageVersion(), lineage({ version: '3.0.0' }), options([release('3.0', '2026-06-20'), ...releases.map((r) => release(...r))])).successor;

  expect(only(['2.9', '2028-01-01'])).toBeNull();
  expect(only(['3.1', '2026-06-01'])).toBeNull();
  expect(only(['3.1', '2026-06-19'])).toBeNull();
  expect(only(['3.1', '2027-01-01', { section: 'unsupported' }])).toBeNull();
  expect(only(['3.1', null])).toBeNull();
  // The last notice would be given in the week of the move.
  expect(only(['3.1', '2026-06-22'])).toBeNull();
  expect(only(['3.1', '2026-06-23'])?.version).toBe('3.1');
});

it('is there for a version whose exact number is not known', () => {
  const finding = evaluate(imageVersion(), lineage({ version: null, versionRange: '>=2.0.0 <3.0.0', conditions: ['VERSION_INFERRED'] }), options(rows));

  expect(finding.successor).toMatchObject({ version: '4.5', step: 'major' });
});

it('stays in the repository and operating system of the row that ruled', () => {
  const dlc = [
    release('2.6', '2026-01-29', { repository: 'pytorch-training', os: 'ubuntu22.04', processor: 'gpu' }),
    release('2.9', '2026-10-15', { repository: 'pytorch-training', os: 'ubuntu22.04', processor: 'gpu' }),
    release('2.9', '2029-10-15', { repository: 'pytorch-training', os: 'amzn2023', processor: 'gpu' }),
    release('2.21', '2027-07-10', { repository: 'tensorflow-training', os: 'ubuntu22.04', processor: 'gpu' }),
  ];
  const finding = evaluate(imageVersion(), lineage({ version: '2.6.0', processor: 'gpu', repository: 'pytorch-training' }), options(dlc));

  expect(finding.successor).toMatchObject({ version: '2.9', endOfSupport: '2026-10-15' });
});
