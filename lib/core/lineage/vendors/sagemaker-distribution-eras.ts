import { coerce } from 'semver';

/** A stretch of SageMaker Distribution releases that can be told by their environment, newest first in the table. */
interface Era {
  readonly versionRange: string;
  /** The part of the version that the whole range has in common. */
  readonly version: string | null;
  /** What was seen, for a person. */
  readonly seen: string;
}

interface EraMarker extends Era {
  readonly marks: (env: ReadonlyMap<string, string>) => boolean;
}

const INFERENCE_SERVER = '/etc/sagemaker-inference-server';

/**
 * Which variable came with which release: read in the first Dockerfile of every minor of github.com/aws/sagemaker-distribution
 * up to 4.4. A derived image can add a variable or overwrite its value, hardly ever remove one, so what is missing tells
 * as much as what is there. Versions 2.1 and 2.2 do carry a label, but a derived image may have cleared it.
 */
const ERAS: readonly EraMarker[] = [
  {
    // A derived image may put its own directory before this one: its place in PATH does not matter.
    marks: (env) => (env.get('PATH') ?? '').split(':').includes(INFERENCE_SERVER),
    versionRange: '>=3.0.0', version: null, seen: `with ${INFERENCE_SERVER} in PATH`,
  },
  {
    marks: (env) => env.has('SAGEMAKER_RECOVERY_MODE_HOME'),
    versionRange: '>=2.3.0 <3.0.0', version: '2', seen: 'with SAGEMAKER_RECOVERY_MODE_HOME',
  },
  {
    marks: (env) => env.has('PINNED_MICROMAMBA_MINOR_VERSION'),
    versionRange: '>=1.12.0 <2.0.0', version: '1', seen: 'with PINNED_MICROMAMBA_MINOR_VERSION, without SAGEMAKER_RECOVERY_MODE_HOME',
  },
];

const OLDEST_ERA: Era = {
  versionRange: '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0',
  version: null,
  seen: 'with a logging directory, without the variables of later releases',
};

/** The newest major version with a Dockerfile that was read: up to 4.5, by its template. */
const LAST_KNOWN_MAJOR = 4;

/** Whether a version may have variables that the table does not know. Later minors of a major keep what its first one had. */
export function isLaterThanEras(version: string | null): boolean {
  const parsed = version === null ? null : coerce(version);
  return parsed === null || parsed.major > LAST_KNOWN_MAJOR;
}

/** The era of an environment that is known to be SageMaker Distribution's, with a logging directory. */
export function eraOf(env: ReadonlyMap<string, string>): Era {
  return ERAS.find((era) => era.marks(env)) ?? OLDEST_ERA;
}
