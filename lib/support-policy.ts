import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3assets from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS, SAGEMAKER_DISTRIBUTION } from './core/policy/policy';
import { vendorDocuments } from './core/policy/sources';
import { PolicySource, type PolicySourceConfig } from './policy-source';
import { checkPolicyDocument, readPolicyFile } from './private/policy-checks';
import { textAsset } from './private/text-asset';

/**
 * One document of a policy, and where it is read.
 */
export interface PolicyDocumentConfig {
  /**
   * The vendor's document that this one takes the place of.
   *
   * @default - the document says itself which family of images it is about
   */
  readonly documentId?: string;

  /**
   * Where it lies.
   *
   * @default - the vendor's own address
   */
  readonly source?: PolicySourceConfig;

  /**
   * Whether it is read at all, or the policy that the monitor has already rules.
   *
   * @default true
   */
  readonly refresh?: boolean;
}

/**
 * What a policy is made of.
 */
export interface SupportPolicyConfig {
  /**
   * Its documents.
   */
  readonly documents: PolicyDocumentConfig[];
}

/**
 * How a vendor's policy is kept current.
 */
export interface VendorPolicyOptions {
  /**
   * Where to read the vendor's document instead of at the vendor's.
   *
   * @default - the vendor's own address
   */
  readonly source?: PolicySource;

  /**
   * Whether the policy is read again in each scan. Without it, the last one that was accepted rules, or the one that came with this
   * library; findings say that it is stale when it has become so.
   *
   * @default true
   */
  readonly refresh?: boolean;
}

/**
 * How the policy of Google's containers, which is in two documents, is kept current.
 */
export interface GooglePolicyOptions {
  /**
   * Where to read the list of frameworks that Vertex AI supports instead of at Google's.
   *
   * @default - Google's own address
   */
  readonly vertexAiSource?: PolicySource;

  /**
   * Where to read the list of Deep Learning Containers instead of at Google's.
   *
   * @default - Google's own address
   */
  readonly deepLearningContainersSource?: PolicySource;

  /**
   * Whether the policy is read again in each scan. Without it, the last one that was accepted rules, or the one that came with this
   * library; findings say that it is stale when it has become so.
   *
   * @default true
   */
  readonly refresh?: boolean;
}

/**
 * A policy that says until when base images are supported: a vendor's, or a team's own for its golden images.
 *
 * Whatever is read passes a gate: a document that looks damaged does not replace the last one that was accepted.
 */
export abstract class SupportPolicy {
  /**
   * Amazon SageMaker Distribution. Read from the Markdown file in the vendor's repository.
   *
   * @param options where it is read, and whether
   */
  public static sageMakerDistribution(options: VendorPolicyOptions = {}): SupportPolicy {
    return vendorPolicy(SAGEMAKER_DISTRIBUTION, options.refresh, () => options.source);
  }

  /**
   * AWS Deep Learning Containers. Read from the data files in the vendor's repository, as one archive; a mirror may also hold the
   * rendered page.
   *
   * @param options where it is read, and whether
   */
  public static awsDeepLearningContainers(options: VendorPolicyOptions = {}): SupportPolicy {
    return vendorPolicy(AWS_DEEP_LEARNING_CONTAINERS, options.refresh, () => options.source);
  }

  /**
   * Google's containers for Vertex AI and its Deep Learning Containers. Read from the vendor's documentation, in English.
   *
   * @param options where it is read, and whether
   */
  public static googleDeepLearningContainers(options: GooglePolicyOptions = {}): SupportPolicy {
    return vendorPolicy(GOOGLE_DEEP_LEARNING_CONTAINERS, options.refresh, (id) => (
      id.endsWith('/vertex-ai') ? options.vertexAiSource : options.deepLearningContainersSource
    ));
  }

  /**
   * A team's own policy, written in the app. It changes by a deployment.
   *
   * Throws where it is not a policy, with every reason.
   *
   * @param document `family` and `releases`, with `golden` for the images that it dates; or a product as the endoflife.date API gives it.
   * Other languages than TypeScript can't pass the `null` of a release without an end: use `fromAsset` there
   */
  public static fromInline(document: { [name: string]: unknown }): SupportPolicy {
    return new TextPolicy(checkPolicyDocument("'document'", JSON.stringify(document)));
  }

  /**
   * A team's own policy in a JSON file, which is read and checked here and deployed with the stack. It changes by a deployment.
   *
   * Throws where the file can't be read, or is not a policy, with every reason.
   *
   * @param path the file
   */
  public static fromAsset(path: string): SupportPolicy {
    readPolicyFile(path);
    return new AssetPolicy(path);
  }

  /**
   * A team's own policy, JSON or YAML, in a bucket. Read again in each scan. Whoever can write it decides what the monitor judges by.
   *
   * @param bucket the bucket, in the Region of the monitor
   * @param objectKey the key of the document
   */
  public static fromBucket(bucket: s3.IBucket, objectKey: string): SupportPolicy {
    return new DocumentsPolicy([{ source: PolicySource.fromBucket(bucket, objectKey).bind() }]);
  }

  /**
   * A team's own policy, JSON or YAML, at an address. Read again in each scan.
   *
   * @param url an `https` address
   */
  public static fromUrl(url: string): SupportPolicy {
    return new DocumentsPolicy([{ source: PolicySource.fromUrl(url).bind() }]);
  }

  /**
   * Called by the monitor that the policy is given to.
   *
   * @param scope the construct to put under what the policy needs
   * @param id an id for it there
   */
  public abstract bind(scope: Construct, id: string): SupportPolicyConfig;
}

function vendorPolicy(
  family: string, refresh: boolean | undefined, sourceOf: (documentId: string) => PolicySource | undefined,
): SupportPolicy {
  return new DocumentsPolicy(vendorDocuments(family).map(({ id }): PolicyDocumentConfig => {
    const source = sourceOf(id)?.bind();
    return { documentId: id, ...(source && { source }), ...(refresh !== undefined && { refresh }) };
  }));
}

class DocumentsPolicy extends SupportPolicy {
  public constructor(private readonly documents: PolicyDocumentConfig[]) {
    super();
  }

  public override bind(): SupportPolicyConfig {
    return { documents: this.documents };
  }
}

/** An asset for each monitor: equal files are uploaded once, and monitors of several stacks can share a policy. */
class AssetPolicy extends SupportPolicy {
  public constructor(private readonly path: string) {
    super();
  }

  public override bind(scope: Construct, id: string): SupportPolicyConfig {
    const { bucket, s3ObjectKey } = new s3assets.Asset(scope, id, { path: this.path });
    return { documents: [{ source: { bucket, objectKey: s3ObjectKey } }] };
  }
}

class TextPolicy extends SupportPolicy {
  public constructor(private readonly text: string) {
    super();
  }

  public override bind(scope: Construct, id: string): SupportPolicyConfig {
    const { bucket, s3ObjectKey } = textAsset(scope, id, 'policy.json', this.text);
    return { documents: [{ source: { bucket, objectKey: s3ObjectKey } }] };
  }
}
