import { call, toServiceError } from '../../../lambda/aws/service-error';

const named = (name: string, message = 'text') => Object.assign(new Error(message), { name });

it.each([
  ['ResourceNotFound', 'not-found'],
  ['RepositoryNotFoundException', 'not-found'],
  ['AccessDeniedException', 'denied'],
  ['AccessDenied', 'denied'],
  ['ThrottlingException', 'throttled'],
  ['UnrecognizedClientException', 'unavailable'],
  ['UnknownOperationException', 'unavailable'],
  ['KmsException', 'kms'],
  ['LayerInaccessibleException', 'archived'],
  ['CredentialsProviderError', 'no-credentials'],
  ['InternalServerException', 'failed'],
])('%s means %s', (name, kind) => {
  expect(toServiceError(named(name), 'ecr.DescribeImages', 'ds').failure).toEqual({ operation: 'ecr.DescribeImages', kind, subject: 'ds', message: `${name}: text` });
});

it('keeps the cause, and what was translated already', async () => {
  const cause = named('KmsException');
  const error = await call('ecr.BatchGetImage', 'ds', () => Promise.reject(cause)).catch((caught: unknown) => caught);

  expect(error).toMatchObject({ cause });
  expect(toServiceError(error, 'other.Call', 'other')).toBe(error);
});
