import type { FailureKind, ServiceFailure } from './service-failure';

/** `sagemaker.ListImages` → `sagemaker:ListImages`, the IAM action. */
const action = (operation: string): string => operation.replace('.', ':');

/** Operations that are allowed for all resources or for none. */
const REGISTRY_WIDE = ['ecr.DescribePullThroughCacheRules'];

const ADVICE: Readonly<Record<FailureKind, (failure: ServiceFailure) => string>> = {
  'not-found': (f) => f.operation.startsWith('ecr.')
    ? 'Check the name of the repository, or leave it out of the policy.'
    : 'It was there a moment ago; run the scan again.',
  'denied': denied,
  'no-credentials': () => 'Set AWS credentials for the scan, or renew them.',
  'throttled': () => 'The service refused the call after all retries; run the scan again when fewer other tools call it.',
  'unavailable': () => 'Enable the Region for the account, or leave it out of the scan.',
  'kms': () => 'Allow kms:Decrypt on the key of the repository to the scanning role, and check that the key is enabled.',
  'archived': () => 'Restore the image from the archive of its repository.',
  'invalid': () => 'The answer cannot be trusted and was not used; if it stays so, look at the resource by hand.',
  'failed': () => 'Run the scan again; if it stays so, the message is what to ask support about.',
};

/** A repository of another account is opened from two sides; a registry has no policy that could name a repository. */
function denied({ operation, ownerAccountId }: ServiceFailure): string {
  const allow = `Allow '${action(operation)}'`;
  if (operation === 'ecr.DownloadBlob') {
    return "Let the scan reach the registry's storage: in a VPC, the policy of the S3 endpoint must allow s3:GetObject on the bucket of ECR's layers.";
  }
  if (ownerAccountId !== undefined) {
    return `It belongs to account ${ownerAccountId}: ${allow} to the scanning role, and to the role's account in the repository's own policy there.`;
  }
  return operation.startsWith('ecr.') && !REGISTRY_WIDE.includes(operation)
    ? `${allow} on the repository to the scanning role; in another account, in the repository's own policy too.`
    : `${allow} to the scanning role.`;
}

/** One sentence of what happened and one of what to do. */
export function explainFailure(failure: ServiceFailure): string {
  return `${failure.operation} of '${failure.subject}': ${failure.message.replace(/\.$/, '')}. ${ADVICE[failure.kind](failure)}`;
}
