import { REGISTRY_ACCOUNTS } from '../../../../../lib/core/lineage/vendors/aws-deep-learning-containers-accounts';
import { VENDORS, vendorsWith } from '../../../../../lib/core/lineage/vendors';
import { image, resolve, summary } from '../images';
import { resolveBaseImage } from '../../../../../lib/core/lineage/resolve-base-image';

/** Written down apart from the table: the account, then the Regions in which it serves the vendor's images. */
const DEEP_LEARNING_CONTAINERS = `
  763104351884 us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 sa-east-1
  626614931356 af-south-1
  871362719292 ap-east-1
  975050140332 ap-east-2
  772153158452 ap-south-2
  364406365360 ap-northeast-3
  907027046896 ap-southeast-3
  457447274322 ap-southeast-4
  550225433462 ap-southeast-5
  633930458069 ap-southeast-6
  590183813437 ap-southeast-7
  204538143572 ca-west-1
  380420809688 eu-central-2
  692866216735 eu-south-1
  503227376785 eu-south-2
  780543022126 il-central-1
  637423239942 mx-central-1
  217643126080 me-south-1
  914824155844 me-central-1
  727897471807 cn-north-1 cn-northwest-1
  442386744353 us-gov-west-1
  886529160074 us-iso-east-1
  204133271717 eusc-de-east-1
  303241398832 us-isof-east-1
  454834333376 us-isof-south-1
`;
const ALGORITHMS = `
  683313688378 us-east-1
  257758044811 us-east-2
  746614075791 us-west-1
  246618743249 us-west-2
  510948584623 af-south-1
  651117190479 ap-east-1
  720646828776 ap-south-1
  628508329040 ap-south-2
  121021644041 ap-southeast-1
  783357654285 ap-southeast-2
  951798379941 ap-southeast-3
  106583098589 ap-southeast-4
  354813040037 ap-northeast-1
  366743142698 ap-northeast-2
  867004704886 ap-northeast-3
  341280168497 ca-central-1
  190319476487 ca-west-1
  492215442770 eu-central-1
  680994064768 eu-central-2
  141502667606 eu-west-1
  764974769150 eu-west-2
  659782779980 eu-west-3
  662702820516 eu-north-1
  978288397137 eu-south-1
  104374241257 eu-south-2
  898809789911 il-central-1
  737474898029 sa-east-1
  450853457545 cn-north-1
  451049120500 cn-northwest-1
`;

function pairs(table: string): readonly string[] {
  return table.trim().split('\n').flatMap((line) => {
    const [account = '', ...regions] = line.trim().split(' ');
    return regions.map((region) => `${account} ${region}`);
  }).sort();
}

it.each([
  ['deep-learning-containers', DEEP_LEARNING_CONTAINERS],
  ['algorithms', ALGORITHMS],
])('the table of %s has these accounts and no other', (registry, table) => {
  const listed = REGISTRY_ACCOUNTS.filter((row) => row.registry === registry).map((row) => `${row.accountId} ${row.region}`);
  expect(listed.sort()).toEqual(pairs(table));
});

describe('an account that is added', () => {
  const triton = { accountId: '007439368137', region: 'us-east-2', registry: 'deep-learning-containers' } as const;
  const reference = '007439368137.dkr.ecr.us-east-2.amazonaws.com/sagemaker-tritonserver:26.03-py3';
  const resolved = (registered: string): string => summary(resolveBaseImage(image(registered), { vendors: vendorsWith([triton]) }));

  it('is believed from then on', () => {
    expect(summary(resolve(reference))).toBe('aws-deep-learning-containers 26.03 gpu weak PROBABLE_BASE');
    expect(resolved(reference)).toBe('aws-deep-learning-containers 26.03 gpu strong');
  });

  it('is believed in its own partition only', () => {
    expect(resolved(reference.replace('us-east-2.amazonaws.com', 'cn-north-1.amazonaws.com.cn'))).toBe('aws-deep-learning-containers 26.03 gpu weak PROBABLE_BASE');
  });

  it('stands beside those of the table and beside other vendors', () => {
    expect(resolved('763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.6.0-gpu-py312')).toBe('aws-deep-learning-containers 2.6.0 gpu strong');
    expect(resolved('public.ecr.aws/deep-learning-containers/pytorch:2.12.1-cu130-amzn2023-sagemaker')).toBe('aws-deep-learning-containers 2.12.1 gpu strong');
    expect(vendorsWith([triton]).map(({ family }) => family)).toEqual(VENDORS.map(({ family }) => family));
  });
});
