import type { FailureKind, ServiceFailure } from './service-failure';

/** `sagemaker.ListImages` → `sagemaker:ListImages`, the IAM action. */
const action = (operation: string): string => operation.replace('.', ':');

const ADVICE: Readonly<Record<FailureKind, (failure: ServiceFailure) => string>> = {
  'not-found': () => 'It was there a moment ago; run the scan again.',
  'denied': (f) => f.operation === 'ecr.DownloadBlob'
    ? "Let the scan reach the registry's storage: in a VPC, the policy of the S3 endpoint must allow s3:GetObject on the bucket of ECR's layers."
    : f.operation.startsWith('ecr.')
    ? `Allow '${action(f.operation)}' on the repository to the scanning role; in another account, in the repository's own policy too.`
    : `Allow '${action(f.operation)}' to the scanning role.`,
  'no-credentials': () => 'Set AWS credentials for the scan, or renew them.',
  'throttled': () => 'The service refused the call after all retries; run the scan again when fewer other tools call it.',
  'unavailable': () => 'Enable the Region for the account, or leave it out of the scan.',
  'kms': () => 'Allow kms:Decrypt on the key of the repository to the scanning role, and check that the key is enabled.',
  'archived': () => 'Restore the image from the archive of its repository.',
  'invalid': () => 'The answer cannot be trusted and was not used; if it stays so, look at the resource by hand.',
  'failed': () => 'Run the scan again; if it stays so, the message is what to ask support about.',
};

/** One sentence of what happened and one of what to do. */
export function explainFailure(failure: ServiceFailure): string {
  return `${failure.operation} of '${failure.subject}': ${failure.message.replace(/\.$/, '')}. ${ADVICE[failure.kind](failure)}`;
}
