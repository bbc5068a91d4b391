import type { Policy, PolicySet } from '../policy';
import * as awsDeepLearningContainers from './aws-deep-learning-containers.json';
import * as googleDeepLearningContainers from './google-deep-learning-containers.json';
import { readCatalog } from './read-catalog';
import * as sageMakerDistribution from './sagemaker-distribution.json';

const SHIPPED: PolicySet = [
  readCatalog(sageMakerDistribution),
  readCatalog(awsDeepLearningContainers),
  readCatalog(googleDeepLearningContainers),
];

/** The policies that come with this release: dated facts for the time before the first refresh, and for when it fails. */
export function shippedPolicies(): PolicySet {
  return SHIPPED;
}

/** The shipped policy of one family; undefined for a family that ships none. */
export function shippedPolicy(family: string): Policy | undefined {
  return SHIPPED.find((policy) => policy.family === family);
}
