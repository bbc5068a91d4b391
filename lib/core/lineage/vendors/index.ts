import type { Vendor } from '../base-image';
import { awsDeepLearningContainers } from './aws-deep-learning-containers';
import { googleDeepLearningContainers } from './google-deep-learning-containers';
import { sageMakerDistribution } from './sagemaker-distribution';

/** Every vendor whose base images are recognised. */
export const VENDORS: readonly Vendor[] = [
  sageMakerDistribution,
  awsDeepLearningContainers,
  googleDeepLearningContainers,
];
