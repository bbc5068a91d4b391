import { AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS, SAGEMAKER_DISTRIBUTION } from './policy';

/** How a document is published: as a text, or in files of a `.tar.gz` that become one text. */
export type DocumentForm = 'text' | 'archive';

/** A document that dates a vendor's releases, and where it is read. */
export interface PolicyDocumentSource {
  /** The family and the document's name in it. State is kept under it: never give it to another document. */
  readonly id: string;
  readonly family: string;
  /** An `https://` address; a user's mirror may also be `s3://bucket/key`. */
  readonly location: string;
  readonly form: DocumentForm;
}

/** Where the vendors publish, as of August 2026. A vendor with several products has a document for each group of them. */
export const VENDOR_DOCUMENTS: readonly PolicyDocumentSource[] = [
  {
    // Written by hand in the repository that the images are built from.
    id: 'sagemaker-distribution/support-policy',
    family: SAGEMAKER_DISTRIBUTION,
    location: 'https://raw.githubusercontent.com/aws/sagemaker-distribution/main/support_policy.md',
    form: 'text',
  },
  {
    // The dates are in 267 files of docs/src/data and one of docs/src/legacy; the rendered page merges them. GitHub serves
    // archives of a repository at this host without an API token. The branch is the one that the repository's own pages link to.
    id: 'aws-deep-learning-containers/repository',
    family: AWS_DEEP_LEARNING_CONTAINERS,
    location: 'https://codeload.github.com/aws/deep-learning-containers/tar.gz/refs/heads/main',
    form: 'archive',
  },
  {
    // Custom training, predictions and Ray. With `.md.txt`, Google's documentation serves a page as text.
    id: 'google-deep-learning-containers/vertex-ai',
    family: GOOGLE_DEEP_LEARNING_CONTAINERS,
    location: 'https://docs.cloud.google.com/gemini-enterprise-agent-platform/machine-learning/supported-frameworks.md.txt',
    form: 'text',
  },
  {
    // Without `hl`, Google chooses the language, and dates are translated too.
    id: 'google-deep-learning-containers/deep-learning-containers',
    family: GOOGLE_DEEP_LEARNING_CONTAINERS,
    location: 'https://docs.cloud.google.com/deep-learning-containers/docs/choosing-container?hl=en',
    form: 'text',
  },
];

/** The documents of one family; none for a family that is no vendor's. */
export function vendorDocuments(family: string): readonly PolicyDocumentSource[] {
  return VENDOR_DOCUMENTS.filter((source) => source.family === family);
}
