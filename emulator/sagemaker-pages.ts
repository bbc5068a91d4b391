import type { Call } from './operation';
import { page, type Page } from './paging';
import { length, range, type Constraints } from './schema';
import { ServiceFault } from './service-fault';

/** By the API reference, for the list operations of images and of domains. */
const DEFAULT_PAGE_SIZE = 10;
export const TOKEN = length(1, 8192);
export const PAGED: Constraints = { MaxResults: range(1, 100), NextToken: TOKEN };

/** A page of a list operation, as all of SageMaker's spell its members. */
export function cut<T>(items: readonly T[], call: Call, hidden?: (item: T) => boolean, defaultSize = DEFAULT_PAGE_SIZE): Page<T> {
  const { input, subject, faults } = call;
  const members = { token: 'NextToken', size: 'MaxResults' };
  return page(items, { input, subject, faults, members, defaultSize, invalidToken: () => invalid('Invalid NextToken') }, hidden);
}

export function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationException', message);
}
