/** Of names and values together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_BYTES = 4096;

const MONITOR_PROPS = "'policies', 'acceptedPolicyDocuments', 'waivers', 'vendorAccounts', 'includeImages' and 'excludeImages' must together";

/** Why an environment can't be deployed, as far as its values are known here; nothing where it can. */
export function environmentProblems(
  resolved: Readonly<Record<string, unknown>>, props = MONITOR_PROPS, advice = 'take out what is no longer needed',
): string[] {
  const bytes = Object.entries(resolved).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + literalBytes(value), 0);
  if (bytes <= MAX_BYTES) return [];
  return [`${props} fit into the ${MAX_BYTES} bytes of a function's environment, got: ${bytes} bytes; ${advice}`];
}

/** Of a value with parts that only the deployment knows, what is written in it. */
function literalBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.reduce((sum: number, part: unknown) => sum + literalBytes(part), 0);
  const [, join] = isJoin(value) ? value['Fn::Join'] : [];
  return join === undefined ? 0 : literalBytes(join);
}

function isJoin(value: unknown): value is { readonly 'Fn::Join': readonly [separator: string, parts: unknown] } {
  return typeof value === 'object' && value !== null && 'Fn::Join' in value;
}
