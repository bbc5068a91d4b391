import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3assets from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { checkWaiverList, readWaiverFile } from './private/waiver-checks';
import { textAsset } from './private/text-asset';

/**
 * A decision to live with the findings of some image versions until a day. Until then they keep their status, show everywhere with the
 * waiver, and are left out of messages and alarms.
 */
export interface ImageWaiver {
  /**
   * The name or the ARN of an image, with `*` for any text and `?` for any character. Names are compared without regard to case.
   */
  readonly image: string;

  /**
   * The version numbers that it covers: `3`, `1-5`, `>=4`, `2,5-7`.
   *
   * @default - all versions of the image
   */
  readonly versions?: string;

  /**
   * Who answers for it.
   */
  readonly owner: string;

  /**
   * Why the findings are accepted until then.
   */
  readonly reason: string;

  /**
   * The last day on which it holds, as YYYY-MM-DD; within 366 days.
   */
  readonly expires: string;
}

/**
 * Where a set of waivers lies.
 */
export interface WaiversConfig {
  /**
   * The bucket that holds it, in the Region of the monitor.
   */
  readonly bucket: s3.IBucket;

  /**
   * Its key there.
   */
  readonly objectKey: string;
}

/**
 * A set of waivers. Each scan reads it as a whole: one mistake in a set, and none of its waivers holds, which is told.
 */
export abstract class Waivers {
  /**
   * Waivers that are written in the app. They change by a deployment.
   *
   * Throws where one has a mistake, with every mistake.
   *
   * @param waivers the waivers
   */
  public static fromInline(waivers: ImageWaiver[]): Waivers {
    checkWaiverList(waivers);
    return new InlineWaivers(waivers);
  }

  /**
   * Waivers in a JSON file, `{"waivers": [...]}`, which is read and checked here and deployed with the stack. They change by a deployment.
   *
   * Throws where the file can't be read, or has a mistake, with every mistake.
   *
   * @param path the file
   */
  public static fromAsset(path: string): Waivers {
    readWaiverFile(path);
    return new AssetWaivers(path);
  }

  /**
   * Waivers in an object of a bucket, JSON or YAML, which is read by each scan. Whoever can write the object decides what people are not
   * told of; the monitor itself only reads it.
   *
   * @param bucket the bucket, in the Region of the monitor
   * @param objectKey the key of the object
   */
  public static fromBucket(bucket: s3.IBucket, objectKey: string): Waivers {
    return new BucketWaivers({ bucket, objectKey });
  }

  /**
   * Called by the monitor that the waivers are given to.
   *
   * @param scope the construct to put under what they need
   * @param id an id for it there
   */
  public abstract bind(scope: Construct, id: string): WaiversConfig;
}

class InlineWaivers extends Waivers {
  public constructor(private readonly waivers: ImageWaiver[]) {
    super();
  }

  public override bind(scope: Construct, id: string): WaiversConfig {
    // In one order of members: equal waivers are an equal asset, in whichever order and language they are written.
    const waivers = this.waivers.map(({ image, versions, owner, reason, expires }) => ({ image, versions, owner, reason, expires }));
    const { bucket, s3ObjectKey } = textAsset(scope, id, 'waivers.json', JSON.stringify({ waivers }));
    return { bucket, objectKey: s3ObjectKey };
  }
}

class AssetWaivers extends Waivers {
  public constructor(private readonly path: string) {
    super();
  }

  public override bind(scope: Construct, id: string): WaiversConfig {
    const { bucket, s3ObjectKey } = new s3assets.Asset(scope, id, { path: this.path });
    return { bucket, objectKey: s3ObjectKey };
  }
}

class BucketWaivers extends Waivers {
  public constructor(private readonly config: WaiversConfig) {
    super();
  }

  public override bind(): WaiversConfig {
    return this.config;
  }
}
