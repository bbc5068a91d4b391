import type * as s3 from 'aws-cdk-lib/aws-s3';
import { checkPolicyUrl } from './private/checks';

/**
 * Where a policy document lies.
 */
export interface PolicySourceConfig {
  /**
   * An `https` address.
   *
   * @default - the document is an object of `bucket`
   */
  readonly url?: string;

  /**
   * The bucket that holds it, in the Region of the monitor.
   *
   * @default - the document is at `url`
   */
  readonly bucket?: s3.IBucket;

  /**
   * Its key in the bucket.
   *
   * @default - the document is at `url`
   */
  readonly objectKey?: string;
}

/**
 * A place that the monitor reads a policy document from, once each scan: for a vendor's policy a mirror, for networks that don't reach the
 * vendor's own address.
 */
export abstract class PolicySource {
  /**
   * An object of a bucket. Whoever can write it decides what the monitor judges by; the monitor itself only reads it.
   *
   * @param bucket the bucket, in the Region of the monitor
   * @param objectKey the key of the document
   */
  public static fromBucket(bucket: s3.IBucket, objectKey: string): PolicySource {
    return new FixedPolicySource({ bucket, objectKey });
  }

  /**
   * An address. It is read over TLS, within limits of size and time, and redirects to other hosts are not followed.
   *
   * Throws where the address is not an `https` one.
   *
   * @param url an `https` address
   */
  public static fromUrl(url: string): PolicySource {
    checkPolicyUrl(url);
    return new FixedPolicySource({ url });
  }

  /**
   * Called when the policy is given to a monitor.
   */
  public abstract bind(): PolicySourceConfig;
}

class FixedPolicySource extends PolicySource {
  public constructor(private readonly config: PolicySourceConfig) {
    super();
  }

  public override bind(): PolicySourceConfig {
    return this.config;
  }
}
