import type { ImageFacts } from '../../lib/core/lineage/base-image';
import { asObject, parseObject } from '../../lib/core/json';
import { stringRecord } from './manifest';

/** What the config itself says: all facts but those of the manifest around it. */
export type ConfigFacts = Pick<ImageFacts, 'labels' | 'env' | 'diffIds' | 'history'>;

/** Reads an image config, of OCI or of Docker; undefined where the text is none. */
export function parseImageConfig(text: string): ConfigFacts | undefined {
  const json = parseObject(text);
  const rootfs = asObject(json?.['rootfs']);
  if (!json || !rootfs) return undefined;
  const config = asObject(json['config']);
  return {
    labels: stringRecord(config?.['Labels']),
    env: strings(config?.['Env']),
    diffIds: strings(rootfs['diff_ids']),
    history: (Array.isArray(json['history']) ? json['history'] : []).flatMap((step) => strings([asObject(step)?.['created_by']])),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
