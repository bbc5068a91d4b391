const PARTITIONS: readonly (readonly [regionPrefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'], ['eusc-', 'aws-eusc'],
];

export function arn(service: string, region: string, accountId: string, resource: string): string {
  const partition = PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
