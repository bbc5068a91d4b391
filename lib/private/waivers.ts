import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../core/contract';
import type { Waivers } from '../waivers';
import { provideObject } from './provide-object';

/** Lets the role read the sets of waivers; gives the part of the environment that says where they lie. */
export function provideWaivers(scope: Construct, role: iam.IRole, waivers: readonly Waivers[]): Record<string, string> {
  if (waivers.length === 0) return {};
  const locations = waivers.map((set, index) => {
    const { bucket, objectKey } = set.bind(scope, `Waivers${index + 1}`);
    return provideObject(role, bucket, objectKey);
  });
  return { [ENVIRONMENT.waivers]: locations.join(',') };
}
