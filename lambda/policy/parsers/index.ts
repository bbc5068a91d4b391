import { awsDeepLearningContainers } from './aws-deep-learning-containers';
import { googleDeepLearningContainers } from './google-deep-learning-containers';
import type { PolicyParser } from './policy-parser';
import { sageMakerDistribution } from './sagemaker-distribution';

/**
 * The vendors whose documents can be read. A vendor is one file and one line here. The first that recognises a text reads it:
 * SageMaker Distribution comes last, because other pages of AWS's mention it.
 */
export const POLICY_PARSERS: readonly PolicyParser[] = [awsDeepLearningContainers, googleDeepLearningContainers, sageMakerDistribution];
