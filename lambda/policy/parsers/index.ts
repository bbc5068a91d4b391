import type { PolicyParser } from './policy-parser';
import { sageMakerDistribution } from './sagemaker-distribution';

/** The vendors whose documents can be read. A vendor is one file and one line here. */
export const POLICY_PARSERS: readonly PolicyParser[] = [sageMakerDistribution];
