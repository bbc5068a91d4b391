/** The two registries that AWS serves these images from: all images, or the built-in algorithms' frameworks only. */
export type RegistryKind = 'deep-learning-containers' | 'algorithms';

/** An account that owns a registry in one Region. */
export interface RegistryAccount {
  readonly region: string;
  readonly accountId: string;
  readonly registry: RegistryKind;
}

const accounts = (registry: RegistryKind, rows: readonly (readonly [region: string, accountId: string])[]): readonly RegistryAccount[] =>
  rows.map(([region, accountId]) => ({ region, accountId, registry }));

/** docs/reference/region_availability.md of github.com/aws/deep-learning-containers, as of August 2026. */
const DEEP_LEARNING_CONTAINERS = accounts('deep-learning-containers', [
  ['us-east-1', '763104351884'],
  ['us-east-2', '763104351884'],
  ['us-west-1', '763104351884'],
  ['us-west-2', '763104351884'],
  ['ap-south-1', '763104351884'],
  ['ap-northeast-1', '763104351884'],
  ['ap-northeast-2', '763104351884'],
  ['ap-southeast-1', '763104351884'],
  ['ap-southeast-2', '763104351884'],
  ['ca-central-1', '763104351884'],
  ['eu-central-1', '763104351884'],
  ['eu-west-1', '763104351884'],
  ['eu-west-2', '763104351884'],
  ['eu-west-3', '763104351884'],
  ['eu-north-1', '763104351884'],
  ['sa-east-1', '763104351884'],
  ['af-south-1', '626614931356'],
  ['ap-east-1', '871362719292'],
  ['ap-east-2', '975050140332'],
  ['ap-south-2', '772153158452'],
  ['ap-northeast-3', '364406365360'],
  ['ap-southeast-3', '907027046896'],
  ['ap-southeast-4', '457447274322'],
  ['ap-southeast-5', '550225433462'],
  ['ap-southeast-6', '633930458069'],
  ['ap-southeast-7', '590183813437'],
  ['ca-west-1', '204538143572'],
  ['eu-central-2', '380420809688'],
  ['eu-south-1', '692866216735'],
  ['eu-south-2', '503227376785'],
  ['il-central-1', '780543022126'],
  ['mx-central-1', '637423239942'],
  ['me-south-1', '217643126080'],
  ['me-central-1', '914824155844'],
  ['cn-north-1', '727897471807'],
  ['cn-northwest-1', '727897471807'],
  // github.com/aws/sagemaker-python-sdk, as of August 2026.
  ['us-gov-west-1', '442386744353'],
  ['us-iso-east-1', '886529160074'],
  // region-info of aws-cdk-lib 2.276.0, which knows no account for some of the Regions above.
  ['eusc-de-east-1', '204133271717'],
  ['us-isof-east-1', '303241398832'],
  ['us-isof-south-1', '454834333376'],
]);

/** XGBoost, Scikit-learn and Text Embeddings Inference. Same page, same month. */
const ALGORITHMS = accounts('algorithms', [
  ['us-east-1', '683313688378'],
  ['us-east-2', '257758044811'],
  ['us-west-1', '746614075791'],
  ['us-west-2', '246618743249'],
  ['af-south-1', '510948584623'],
  ['ap-east-1', '651117190479'],
  ['ap-south-1', '720646828776'],
  ['ap-south-2', '628508329040'],
  ['ap-southeast-1', '121021644041'],
  ['ap-southeast-2', '783357654285'],
  ['ap-southeast-3', '951798379941'],
  ['ap-southeast-4', '106583098589'],
  ['ap-northeast-1', '354813040037'],
  ['ap-northeast-2', '366743142698'],
  ['ap-northeast-3', '867004704886'],
  ['ca-central-1', '341280168497'],
  ['ca-west-1', '190319476487'],
  ['eu-central-1', '492215442770'],
  ['eu-central-2', '680994064768'],
  ['eu-west-1', '141502667606'],
  ['eu-west-2', '764974769150'],
  ['eu-west-3', '659782779980'],
  ['eu-north-1', '662702820516'],
  ['eu-south-1', '978288397137'],
  ['eu-south-2', '104374241257'],
  ['il-central-1', '898809789911'],
  ['sa-east-1', '737474898029'],
  ['cn-north-1', '450853457545'],
  ['cn-northwest-1', '451049120500'],
]);

export const REGISTRY_ACCOUNTS: readonly RegistryAccount[] = [...DEEP_LEARNING_CONTAINERS, ...ALGORITHMS];
