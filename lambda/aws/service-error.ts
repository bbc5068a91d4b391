import { ServiceError, type FailureKind } from '../../lib/core/service-failure';

/** Error codes of SageMaker, ECR, SNS, S3, CloudWatch and STS, by what they mean to a scan. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  ResourceNotFound: 'not-found',
  ResourceNotFoundException: 'not-found',
  RepositoryNotFoundException: 'not-found',
  ImageNotFoundException: 'not-found',
  LayersNotFoundException: 'not-found',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  AuthorizationError: 'denied',
  AuthorizationErrorException: 'denied',
  CredentialsProviderError: 'no-credentials',
  TokenProviderError: 'no-credentials',
  ExpiredToken: 'no-credentials',
  ExpiredTokenException: 'no-credentials',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  SlowDown: 'throttled',
  // What a Region answers that the account has not enabled, or that does not offer the operation.
  UnrecognizedClientException: 'unavailable',
  InvalidClientTokenId: 'unavailable',
  OptInRequired: 'unavailable',
  UnknownOperationException: 'unavailable',
  LayerInaccessibleException: 'archived',
  KmsException: 'kms',
  KMSAccessDenied: 'kms',
  KMSAccessDeniedException: 'kms',
};

/** An SDK error as the failure that the stages work with. What is no error of a call is thrown on as it is. */
export function toServiceError(error: unknown, operation: string, subject: string): ServiceError {
  if (error instanceof ServiceError) return error;
  if (!(error instanceof Error)) throw error;
  const kind = KINDS[error.name] ?? 'failed';
  return new ServiceError({ operation, kind, subject, message: `${error.name}: ${error.message}` }, { cause: error });
}

/** Runs one call and translates its error. */
export async function call<T>(operation: string, subject: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toServiceError(error, operation, subject);
  }
}
