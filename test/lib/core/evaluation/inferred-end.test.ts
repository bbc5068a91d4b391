import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { SupportStatus } from '../../../../lib/core/finding';
import type { BaseImage } from '../../../../lib/core/lineage/base-image';
import { shippedPolicies } from '../../../../lib/core/policy/catalog';
import { AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS, SAGEMAKER_DISTRIBUTION } from '../../../../lib/core/policy/policy';
import { imageVersion, lineage, options } from '../../../support/evaluation';

type Expected = readonly [status: SupportStatus, endOfSupport: string | null, inferred: boolean];

function judge(base: Partial<BaseImage>, today: string): Expected {
  const using = { ...options([]), today, policies: shippedPolicies() };
  const { status, endOfSupport, conditions } = evaluate(imageVersion(), lineage(base), using);
  return [status, endOfSupport, conditions.some(({ type }) => type === 'DATE_INFERRED')];
}

describe('holes in the shipped policy of SageMaker Distribution', () => {
  it.each<[string, string, string, Expected]>([
    ['between two that have ended', '2.5.0', '2025-07-01', ['END_OF_SUPPORT', '2025-06-30', true]],
    ['on the last day of the second', '2.5.0', '2025-06-30', ['NOT_IN_POLICY', null, false]],
    ['before the first has ended', '2.5.0', '2025-05-25', ['NOT_IN_POLICY', null, false]],
    ['older than the oldest', '0.3.2', '2026-06-15', ['END_OF_SUPPORT', '2024-04-05', true]],
    ['older than the oldest, which has not ended', '0.3.2', '2024-04-05', ['NOT_IN_POLICY', null, false]],
    ['after the last of a major version that has ended', '1.14.0', '2026-06-15', ['END_OF_SUPPORT', '2025-10-30', true]],
    ['after the last of one that is said to have ended and lives on', '2.15.0', '2026-06-15', ['NOT_IN_POLICY_YET', null, false]],
    ['the same when that has ended too', '2.15.0', '2026-09-10', ['END_OF_SUPPORT', '2026-09-09', true]],
    ['after the newest of all', '4.6.0', '2026-06-15', ['NOT_IN_POLICY_YET', null, false]],
    ['a new major version', '5.0.0', '2026-06-15', ['NOT_IN_POLICY_YET', null, false]],
    ['a row of its own', '2.14.3', '2026-06-15', ['EXPIRING', '2026-09-09', false]],
  ])('%s: %s on %s', (_, version, today, expected) => {
    expect(judge({ family: SAGEMAKER_DISTRIBUTION, version, processor: 'gpu' }, today)).toEqual(expected);
  });
});

describe('holes in the shipped policy of AWS Deep Learning Containers', () => {
  it.each<[string, Partial<BaseImage>, Expected]>([
    ['between two that have ended', { repository: 'tensorflow-training', version: '2.17.0' }, ['END_OF_SUPPORT', '2025-10-24', true]],
    ['beside one that has not', { repository: 'tensorflow-training', version: '2.20.0' }, ['NOT_IN_POLICY', null, false]],
    ['older than the oldest', { repository: 'pytorch-training', version: '1.12.1' }, ['END_OF_SUPPORT', '2024-10-28', true]],
    ['newer than the newest', { repository: 'pytorch', version: '2.14.0' }, ['NOT_IN_POLICY_YET', null, false]],
    ['an operating system of its own', { repository: 'base', version: '13.0.1', os: 'ubuntu22.04' }, ['NOT_IN_POLICY', null, false]],
    ['a version of an algorithm with its Python', { repository: 'sagemaker-scikit-learn', version: '1.4-2', processor: 'cpu' }, ['EXPIRING', '2026-10-30', false]],
    ['one that has no order', { repository: 'sagemaker-scikit-learn', version: '1.2-1', processor: 'cpu' }, ['NOT_IN_POLICY', null, false]],
    ['a build number', { repository: 'huggingface-llamacpp', version: 'b9000' }, ['NOT_IN_POLICY', null, false]],
    ['no date published', { repository: 'djl-inference', version: '0.33.0' }, ['NO_DATE_PUBLISHED', null, false]],
    ['older than the oldest, of which no date is published', { repository: 'djl-inference', version: '0.28.0' }, ['NOT_IN_POLICY', null, false]],
  ])('%s: %j', (_, base, expected) => {
    expect(judge({ family: AWS_DEEP_LEARNING_CONTAINERS, processor: 'gpu', ...base }, '2026-08-22')).toEqual(expected);
  });
});

describe('holes in the shipped policy of Google', () => {
  const training = (name: string) => ({ repository: `vertex-ai/training/${name}`, framework: 'tensorflow', processor: 'cpu' as const });

  it.each<[string, Partial<BaseImage>, string, Expected]>([
    ['between two that may be gone', { ...training('tf-cpu.2-10.py310'), version: '2.10' }, '2026-08-22', ['END_OF_AVAILABILITY', '2023-11-15', true]],
    ['newer than the newest', { ...training('tf-cpu.2-99.py310'), version: '2.99' }, '2026-08-22', ['NOT_IN_POLICY_YET', null, false]],
    ['the product decides', { ...training('tf-cpu.2-14.py310'), repository: 'vertex-ai/tuning/tf-cpu.2-14.py310', version: '2.14' }, '2026-08-22', ['NOT_IN_POLICY', null, false]],
    ['CUDA versions have no order', { repository: 'deeplearning-platform-release/gcr.io/base-cu112.py310', framework: 'base', version: 'cu112', processor: 'gpu' }, '2026-08-22', ['NOT_IN_POLICY', null, false]],
  ])('%s: %j', (_, base, today, expected) => {
    expect(judge({ family: GOOGLE_DEEP_LEARNING_CONTAINERS, ...base }, today)).toEqual(expected);
  });
});
