import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnImage, CfnImageVersion } from 'aws-cdk-lib/aws-sagemaker';
import type { Construct } from 'constructs';

export interface ImagesStackProps extends StackProps {
  /** The release of the team's golden image, as its tag in the repository. */
  readonly release: string;
}

/** The team's golden image, for the apps of SageMaker Studio. */
export class ImagesStack extends Stack {
  constructor(scope: Construct, id: string, props: ImagesStackProps) {
    super(scope, id, props);

    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('sagemaker.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSageMakerFullAccess')],
    });
    const image = new CfnImage(this, 'Image', { imageName: 'acme-base', imageRoleArn: role.roleArn });
    const version = new CfnImageVersion(this, 'Version', {
      imageName: image.imageName,
      baseImage: `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/platform/base:${props.release}`,
    });
    version.addResourceDependency(image);
  }
}
