import { join } from 'node:path';
import { Stack, type StackProps } from 'aws-cdk-lib';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { ImageFilter, ImageSupportMonitor, SupportPolicy } from '../../lib';
import { acknowledgeAwsSolutions } from '../basic/acknowledgements';

/** A platform team dates its own base images, and watches the images that other teams build on them. */
export class GoldenImagesStack extends Stack {
  readonly monitor: ImageSupportMonitor;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    this.monitor = new ImageSupportMonitor(this, 'ImageSupport', {
      policies: [SupportPolicy.fromAsset(join(__dirname, 'platform-policy.json'))],
      includeImages: [ImageFilter.byTag('base', 'platform'), ImageFilter.byName('platform-*')],
      excludeImages: [ImageFilter.byName('*-sandbox')],
    });
    this.monitor.topic.addSubscription(new EmailSubscription('ml-platform@example.com'));

    acknowledgeAwsSolutions(this.monitor);
  }
}
