import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';
import { REQUEST_LIMITS, type RequestLimits } from '../../lambda/aws/client-options';
import { scanPorts } from '../../lambda/aws/scan-ports';
import { scanTarget, type ScanMemory, type TargetOptions, type TargetResult } from '../../lambda/scan/scan-target';
import { shippedPolicies } from '../../lib/core/policy/catalog';
import type { Finding } from '../../lib/core/finding';

export const TODAY = '2026-10-24';

export interface EmulatedScan extends TargetResult {
  /** The finding of `image/version`; fails where there is none. */
  finding(imageAndVersion: string): Finding;
}

/** A running emulator that the SDK's default configuration points to, and scans of it. */
export interface ScannedEmulator {
  readonly emulator: Emulator;
  scan(memory?: ScanMemory, more?: Partial<TargetOptions>, limits?: RequestLimits): Promise<EmulatedScan>;
  stop(): Promise<void>;
}

/** Few attempts, so that a failure that never ends does not take minutes. */
export async function scannedEmulator(options: EmulatorOptions): Promise<ScannedEmulator> {
  const emulator = await startEmulator(options);
  const before = { ...process.env };
  Object.assign(process.env, emulator.environment);
  return {
    emulator,
    scan: async (memory = emptyMemory(), more = {}, limits = REQUEST_LIMITS) => {
      const ports = scanPorts('us-east-1', { retryMode: 'standard', maxAttempts: 2 }, limits);
      try {
        const result = await scanTarget({ ...ports, accountId: '111122223333', region: 'us-east-1' }, memory, {
          today: TODAY, scannedAt: `${TODAY}T00:00:00.000Z`, policies: shippedPolicies(), noticePeriods: [90, 30, 7], ...more,
        });
        return { ...result, finding: (name) => findingOf(result, name) };
      } finally {
        ports.close();
      }
    },
    stop: async () => {
      for (const name of Object.keys(emulator.environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
      await emulator.close();
    },
  };
}

export function emptyMemory(): ScanMemory {
  return { descriptions: new Map(), aliases: new Map(), facts: new Map() };
}

function findingOf({ findings }: TargetResult, imageAndVersion: string): Finding {
  const matching = findings.filter(({ imageName, version }) => `${imageName}/${version}` === imageAndVersion);
  if (matching.length !== 1) throw new Error(`There must be one finding of '${imageAndVersion}', got: ${matching.length}`);
  return matching[0]!;
}
