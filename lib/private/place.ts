import { type IResource, Token } from 'aws-cdk-lib';

/** The account and Region of a resource, as metric options, where they are known at synthesis. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/**
 * Where a resource is. A metric takes its account and Region from the stack that it is defined in, which for
 * a resource that was imported is the wrong one.
 */
export function placeOf(resource: IResource): Place {
  const { account, region } = resource.env;
  return { account: known(account), region: known(region) };
}

function known(text: string): string | undefined {
  return Token.isUnresolved(text) ? undefined : text;
}
