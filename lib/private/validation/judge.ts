import { evaluate } from '../../core/evaluation/evaluate';
import { evaluateDirectUse } from '../../core/evaluation/evaluate-direct-use';
import type { EvaluationOptions } from '../../core/evaluation/options';
import type { Finding } from '../../core/finding';
import { parseImageReference } from '../../core/image-reference';
import type { ImageVersion } from '../../core/inventory';
import type { BaseImage } from '../../core/lineage/base-image';
import { resolveBaseImage } from '../../core/lineage/resolve-base-image';
import { goldenImages } from '../../core/policy/golden-images';
import type { RegisteredVersion } from './app-images';
import type { ImageUse } from './image-uses';
import { hasUnknownAccount } from './rendered-text';

type DirectImageUse = Extract<ImageUse, { kind: 'direct' }>;

const AT_SYNTHESIS = 'Only its reference can be read at synthesis, and that proves no base that a policy is known for.';
const NO_ACCOUNT = "Its stack has no account and Region ('env'), without which a team's own repository can't be told.";

/** The verdict on an image that is registered from this reference, which alone can be read before it is deployed. */
export function judgeReference(reference: string, { template, imageName }: RegisteredVersion, options: EvaluationOptions): Finding {
  const parsed = parseImageReference(reference);
  const base = resolveBaseImage({ baseImage: reference }, { golden: goldenImages(options.policies) });
  const message = parsed.ok ? unproven(base, reference) : `${upperFirst(parsed.reason)}.`;
  const { accountId, region } = placeOf(template);
  const lineage = { base, ...(message !== undefined && { problem: { kind: 'not-readable', message } as const }) };
  return evaluate(asIfDeployed(imageName, accountId, region), lineage, options);
}

export function judgeDirectUse({ use, accountId, region }: DirectImageUse, options: EvaluationOptions): Finding {
  return evaluateDirectUse(use, { accountId, region }, options);
}

function unproven({ confidence }: BaseImage, reference: string): string | undefined {
  if (confidence !== 'none' && confidence !== 'weak') return undefined;
  return hasUnknownAccount(reference) ? `${AT_SYNTHESIS} ${NO_ACCOUNT}` : AT_SYNTHESIS;
}

function placeOf({ pseudo }: RegisteredVersion['template']): { accountId: string; region: string } {
  return { accountId: pseudo.get('AWS::AccountId') ?? '', region: pseudo.get('AWS::Region') ?? '' };
}

/** The version as SageMaker would list it: without times, because it does not exist yet. */
function asIfDeployed(imageName: string, accountId: string, region: string): ImageVersion {
  const times = { creationTime: '', lastModifiedTime: '' };
  return {
    accountId,
    region,
    image: { imageArn: '', imageName, imageStatus: 'CREATED', ...times },
    listed: { imageArn: '', imageVersionArn: '', version: 0, imageVersionStatus: 'CREATED', ...times },
    aliases: [],
    tags: {},
  };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
