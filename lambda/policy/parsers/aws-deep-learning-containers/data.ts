import { quote } from '../../../../lib/core/policy/anomaly';
import { duplicates } from '../../../../lib/core/policy/checks/duplicates';
import { processorUriMismatch } from '../../../../lib/core/policy/checks/processor-uri-mismatch';
import { versionUriMismatch } from '../../../../lib/core/policy/checks/version-uri-mismatch';
import type { PolicyAnomaly, PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';
import { AWS_DEEP_LEARNING_CONTAINERS } from '../../../../lib/core/policy/policy';
import { mergeConflicts } from '../merge-conflict';
import { conflictingDates } from './conflicts';
import { readDataFiles } from './data-files';
import { LEGACY_PATH, readDataText } from './data-text';
import type { LegacyFacts } from './normalise';
import { deepLearningReleases } from './normalise';

/** Reads the vendor's data files, joined to one text. */
export function parseDataText(text: string): PolicyDocument {
  const { sections, lines, isWhole } = readDataText(text);
  const { images, legacy, anomalies } = readDataFiles(sections);
  const releases = deepLearningReleases(images, legacy);
  const conflicts = conflictingDates(images);
  const told = new Set(conflicts.map(({ line }) => line));
  return {
    family: AWS_DEEP_LEARNING_CONTAINERS,
    releases,
    majors: [],
    anomalies: [
      ...(isWhole ? [] : [truncated(lines.length)]),
      ...(images.length > 0 ? [] : [noImages()]),
      ...(sections.some(({ path }) => path === LEGACY_PATH) ? [] : [noLegacy()]),
      ...mergeConflicts(lines),
      ...anomalies,
      ...conflicts,
      ...duplicates({ releases, majors: [] }).filter(({ line }) => !told.has(line)),
      ...[versionUriMismatch, processorUriMismatch].flatMap((check) => check({ releases, majors: [] })),
      ...superseded(legacy, releases),
    ],
  };
}

function truncated(line: number): PolicyAnomaly {
  return {
    code: 'truncated-document', severity: 'error', line,
    message: "A text of data files must end with a line '...', got: none. The document was cut off: fetch it again.",
  };
}

function noImages(): PolicyAnomaly {
  return {
    code: 'missing-table', severity: 'error', line: null,
    message: "A policy must have files of images below 'docs/src/data', got: none that can be read. The document looks damaged: keep the last one that was whole.",
  };
}

function noLegacy(): PolicyAnomaly {
  return {
    code: 'missing-section', severity: 'warning', line: null,
    message: `A policy should have the versions of '${LEGACY_PATH}', got: none. Compare with the last document before you trust this one.`,
  };
}

/** Legacy versions that have files again: these count. */
function superseded(legacy: readonly LegacyFacts[], releases: readonly PolicyRelease[]): readonly PolicyAnomaly[] {
  const lines = new Set(releases.map(({ line }) => line));
  return legacy.filter(({ line = null }) => !lines.has(line)).map(({ framework, version, line = null }) => ({
    code: 'duplicate-row', severity: 'info', line,
    message: `${quote(`${framework} ${version}`)} must stand in the data files or among the legacy versions, got: both. The data files count.`,
  }));
}
