import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../core/contract';
import type { Waivers } from '../waivers';
import { provideObject, type Reader } from './provide-object';

/** Lets the monitor read the sets of waivers; gives the part of the environment that says where they lie. */
export function provideWaivers(scope: Construct, reader: Reader, waivers: readonly Waivers[]): Record<string, string> {
  if (waivers.length === 0) return {};
  const locations = waivers.map((set, index) => {
    const { bucket, objectKey } = set.bind(scope, `Waivers${index + 1}`);
    return provideObject(reader, bucket, objectKey);
  });
  return { [ENVIRONMENT.waivers]: locations.join(',') };
}
