import type { Vendor } from '../base-image';
import { awsDeepLearningContainers, awsDeepLearningContainersWith } from './aws-deep-learning-containers';
import type { RegistryAccount } from './aws-deep-learning-containers-accounts';
import { googleDeepLearningContainers } from './google-deep-learning-containers';
import { sageMakerDistribution } from './sagemaker-distribution';

/** Every vendor whose base images are recognised. */
export const VENDORS: readonly Vendor[] = [
  sageMakerDistribution,
  awsDeepLearningContainers,
  googleDeepLearningContainers,
];

/** The same vendors, with further accounts that serve AWS Deep Learning Containers. */
export function vendorsWith(accounts: readonly RegistryAccount[]): readonly Vendor[] {
  return VENDORS.map((vendor) => (vendor === awsDeepLearningContainers ? awsDeepLearningContainersWith(accounts) : vendor));
}
