import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3assets from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { checkChainCatalogue } from './private/checks';

/**
 * Where a chain catalogue lies.
 */
export interface ChainCatalogueConfig {
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
 * Base images that are known by their layers and digests: by it, a monitor tells the base of an image that has lost its labels.
 * The command `sagemaker-image-support catalogue` makes one.
 */
export abstract class ChainCatalogue {
  /**
   * A catalogue in a file, which is read and checked here and deployed with the stack.
   *
   * Throws where the file can't be read, or is not a catalogue.
   *
   * @param path the file
   */
  public static fromAsset(path: string): ChainCatalogue {
    checkChainCatalogue(path);
    return new AssetChainCatalogue(path);
  }

  /**
   * Called by the monitor that the catalogue is given to.
   *
   * @param scope the construct to put under what the catalogue needs
   */
  public abstract bind(scope: Construct): ChainCatalogueConfig;
}

/** An asset for each monitor: equal files are uploaded once, and monitors of several stacks can share a catalogue. */
class AssetChainCatalogue extends ChainCatalogue {
  public constructor(private readonly path: string) {
    super();
  }

  public override bind(scope: Construct): ChainCatalogueConfig {
    const asset = new s3assets.Asset(scope, 'ChainCatalogue', { path: this.path });
    return { bucket: asset.bucket, objectKey: asset.s3ObjectKey };
  }
}
