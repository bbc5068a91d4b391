import type { PolicyAnomaly, PolicyRelease, Processor } from '../policy';
import { groupReleases, label, place, releaseName } from './grouping';
import type { PolicyCheck } from './policy-check';

/**
 * A release for one processor only, or with two ends. A policy that lists both processors has always given them the same
 * rows; where it doesn't, a row has most likely got lost or was edited in one table only.
 */
export const cpuGpuAsymmetry: PolicyCheck = ({ releases }) => {
  const byProcessor = releases.filter((release) => release.processor !== undefined);
  const listsBoth = new Set(byProcessor.map((release) => release.processor)).size > 1;
  return listsBoth ? [...groupReleases(byProcessor, releaseName).values()].flatMap(compare) : [];
};

function compare(rows: readonly PolicyRelease[]): readonly PolicyAnomaly[] {
  const cpu = rows.find((release) => release.processor === 'cpu');
  const gpu = rows.find((release) => release.processor === 'gpu');
  const only = cpu === undefined ? gpu : gpu === undefined ? cpu : undefined;
  if (only !== undefined) return [anomaly(only, `'${label(only)}' must have a row for ${other(only.processor)} too, got: none. Was it removed by mistake?`)];
  if (cpu === undefined || gpu === undefined) return [];
  const found: PolicyAnomaly[] = [];
  if (cpu.eolFrom !== gpu.eolFrom) {
    found.push(anomaly(gpu, `'${label(gpu)}' must end with its cpu row on ${place(cpu)}, got: '${gpu.asWritten}' against '${cpu.asWritten}'. Each row counts for its own processor.`));
  }
  if (cpu.section !== gpu.section) {
    found.push(anomaly(gpu, `'${label(gpu)}' must stand in the same section as its cpu row on ${place(cpu)}, got: '${gpu.section}' against '${cpu.section}'. The dates decide.`));
  }
  return found;
}

function other(processor: Processor | undefined): Processor {
  return processor === 'cpu' ? 'gpu' : 'cpu';
}

function anomaly(release: PolicyRelease, message: string): PolicyAnomaly {
  return { code: 'cpu-gpu-asymmetry', severity: 'warning', line: release.line, message };
}
