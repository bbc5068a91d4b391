import { AWS_DEEP_LEARNING_CONTAINERS, type Processor } from '../../policy/policy';
import type { Claim, ClaimWithDetail } from '../base-image';
import { frameworkOfLabel, repositoryOfLabel, type BuildLabels } from './aws-deep-learning-containers-repositories';
import { present } from './reading';

/** Keys and values: the Dockerfiles and the build action of github.com/aws/deep-learning-containers, read in August 2026. */
const PREFIX = 'com.amazonaws.ml.engines.sagemaker.dlc.';
const MAJOR = 'dlc_major_version';
const MAINTAINERS = new Set(['Amazon AI', 'djl-dev@amazon.com']);
const VERSION_PART = /^v?\d+(?:-[0-9a-z]+)*$/;

type Labels = Readonly<Record<string, string>>;

/** SageMaker builds name everything in their keys; EC2 builds have a framework and version at best, base images neither. */
export function readLabels(labels: Labels): ClaimWithDetail | undefined {
  const keys = Object.keys(labels).filter((key) => key.startsWith(PREFIX) && labels[key]?.trim().toLowerCase() === 'true').sort();
  if (keys.length > 0) return fromKeys(keys.map((key) => key.slice(PREFIX.length)));
  return fromPlainLabels(labels);
}

interface NamedFramework {
  readonly name: string;
  readonly version: string | null;
}

function fromKeys(keys: readonly string[]): ClaimWithDetail {
  const values = (aspect: string): string[] => keys.filter((key) => key.startsWith(`${aspect}.`)).map((key) => key.slice(aspect.length + 1));
  const frameworks = values('framework').map(frameworkOf);
  const only = <T>(items: readonly T[]): T | undefined => (new Set(items).size === 1 ? items[0] : undefined);
  const name = only(frameworks.map((framework) => frameworkOfLabel(framework.name)));
  const version = name === undefined ? null : commonVersion(frameworks);
  const os = only(values('os').map(operatingSystem));
  const contributor = only(values('contributor').filter((value) => value.toLowerCase() !== 'none'));
  const build: BuildLabels = { job: only(values('job')), version, contributor, neuron: values('device').some((device) => device.startsWith('neuron')) };
  const spelling = frameworks[0]?.name;
  const repository = spelling === undefined || name === undefined ? undefined : repositoryOfLabel(spelling, build);
  const claim: Claim = {
    family: AWS_DEEP_LEARNING_CONTAINERS,
    version,
    processor: processorOf(values('device')),
    ...(name === undefined ? {} : { framework: contributor === undefined ? name : `${contributor}-${name}` }),
    ...(repository === undefined ? {} : { repository }),
    ...(os === undefined ? {} : { os }),
  };
  return { claim, detail: `labels ${PREFIX}{${keys.join(', ')}}` };
}

/** `pytorch-runtime.2-12-1`, `djl.v0-26-0.deepspeed`, `sklearn-1-4-2-py312.1-4-2`, and `djl.deepspeed`, which names no version. */
function frameworkOf(value: string): NamedFramework {
  const [name = '', ...rest] = value.split('.');
  const version = rest.find((part) => VERSION_PART.test(part));
  if (version === undefined) return { name, version: null };
  const framework = frameworkOfLabel(name);
  const numbers = version.replace(/^v/, '');
  if (framework !== 'scikit-learn' && framework !== 'xgboost') return { name, version: numbers.replaceAll('-', '.') };
  return { name, version: algorithmVersion(numbers, /-(py3\d+)$/.exec(name)?.[1]) };
}

/** These two count as `1.4-2-py312`: framework, build and, for some, Python. */
function algorithmVersion(numbers: string, python: string | undefined): string {
  const [major, minor, ...build] = numbers.split('-');
  const version = [`${major}.${minor ?? '0'}`, ...build].join('-');
  return python === undefined ? version : `${version}-${python}`;
}

/** A build on an earlier build keeps its keys too: what they have in common is all that is proven. */
function commonVersion(frameworks: readonly NamedFramework[]): string | null {
  const versions = [...new Set(frameworks.flatMap(({ version }) => (version === null ? [] : [version])))];
  if (versions.length <= 1) return versions[0] ?? null;
  const split = versions.map((version) => version.split('.'));
  const common = (split[0] ?? []).filter((_, index, first) => {
    return split.every((parts) => first.slice(0, index + 1).every((part, position) => parts[position] === part));
  });
  return common.length === 0 ? null : common.join('.');
}

function processorOf(devices: readonly string[]): Processor | null {
  const gpu = devices.some((device) => device === 'gpu' || device.startsWith('gpu.'));
  const cpu = devices.some((device) => device === 'cpu' || device.startsWith('cpu.'));
  if (gpu === cpu) return null;
  return gpu ? 'gpu' : 'cpu';
}

function operatingSystem(value: string): string {
  return value.replaceAll('-', '.').replace(/^([a-z]+)\.(?=\d)/, '$1');
}

function fromPlainLabels(labels: Labels): ClaimWithDetail | undefined {
  const major = present(labels[MAJOR]);
  if (major === undefined) return undefined;
  const name = present(labels['framework']);
  const framework = name === undefined ? undefined : frameworkOfLabel(name);
  const version = name === undefined ? null : present(labels['framework_version']) ?? null;
  const repository = name === undefined ? undefined : repositoryOfLabel(name, { version });
  const claim: Claim = {
    family: AWS_DEEP_LEARNING_CONTAINERS,
    version,
    processor: null,
    ...(framework === undefined ? {} : { framework }),
    ...(repository === undefined ? {} : { repository }),
  };
  const detail = `label ${MAJOR}=${major}${name === undefined ? '' : `, framework=${name}, framework_version=${version ?? ''}`}`;
  // The key alone could be anybody's; the maintainer's label beside it could not.
  return MAINTAINERS.has(labels['maintainer']?.trim() ?? '') || name !== undefined ? { claim, detail } : { claim, detail, weak: true };
}
