import {
  DescribeImageVersionCommand, ListAliasesCommand, ListImageVersionsCommand, ListImagesCommand, ListTagsCommand, type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Image, ListedVersion, VersionDescription } from '../../lib/core/inventory';
import type { ImageCatalog } from '../inventory/port';
import type { Page } from '../paging';
import { defined, page } from './records';
import { call } from './service-error';

/** The most that a page can hold; without it the service gives 10. */
const MAX_RESULTS = 100;

/** SageMaker's image calls. No time filters: with them the service gives hundreds of empty pages. */
export class SageMakerImageCatalog implements ImageCatalog {
  /** Lists and describes are limited apart from each other, so each family has its own client. */
  constructor(private readonly clients: { readonly list: SageMakerClient; readonly describe: SageMakerClient }) {}

  async listImages(nextToken?: string): Promise<Page<Image>> {
    const answer = await call('sagemaker.ListImages', 'all images', () =>
      this.clients.list.send(new ListImagesCommand({ MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.Images ?? []).map((image) => ({
      imageArn: image.ImageArn ?? '',
      imageName: image.ImageName ?? '',
      imageStatus: image.ImageStatus ?? '',
      creationTime: instant(image.CreationTime),
      lastModifiedTime: instant(image.LastModifiedTime),
      ...defined({ displayName: image.DisplayName, description: image.Description, failureReason: image.FailureReason }),
    })));
  }

  async listImageVersions(imageName: string, nextToken?: string): Promise<Page<ListedVersion>> {
    const answer = await call('sagemaker.ListImageVersions', imageName, () =>
      this.clients.list.send(new ListImageVersionsCommand({ ImageName: imageName, MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.ImageVersions ?? []).map((version) => ({
      imageArn: version.ImageArn ?? '',
      imageVersionArn: version.ImageVersionArn ?? '',
      version: version.Version ?? 0,
      imageVersionStatus: version.ImageVersionStatus ?? '',
      creationTime: instant(version.CreationTime),
      lastModifiedTime: instant(version.LastModifiedTime),
      ...defined({ failureReason: version.FailureReason }),
    })));
  }

  async describeImageVersion(imageName: string, version: number): Promise<VersionDescription> {
    const answer = await call('sagemaker.DescribeImageVersion', `${imageName}/${version}`, () =>
      this.clients.describe.send(new DescribeImageVersionCommand({ ImageName: imageName, Version: version })));
    return {
      imageVersionStatus: answer.ImageVersionStatus ?? '',
      ...defined({
        baseImage: answer.BaseImage,
        containerImage: answer.ContainerImage,
        failureReason: answer.FailureReason,
        vendorGuidance: answer.VendorGuidance,
        jobType: answer.JobType,
        mlFramework: answer.MLFramework,
        programmingLang: answer.ProgrammingLang,
        processor: answer.Processor,
        horovod: answer.Horovod,
        releaseNotes: answer.ReleaseNotes,
      }),
    };
  }

  async listAliases(imageName: string, version?: number, nextToken?: string): Promise<Page<string>> {
    const subject = version === undefined ? imageName : `${imageName}/${version}`;
    const input = { ImageName: imageName, Version: version, MaxResults: MAX_RESULTS, NextToken: nextToken };
    const answer = await call('sagemaker.ListAliases', subject, () => this.clients.list.send(new ListAliasesCommand(input)));
    return page(answer.NextToken, answer.SageMakerImageVersionAliases ?? []);
  }

  async listTags(imageArn: string, nextToken?: string): Promise<Page<readonly [string, string]>> {
    const answer = await call('sagemaker.ListTags', imageArn, () =>
      this.clients.list.send(new ListTagsCommand({ ResourceArn: imageArn, MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.Tags ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? ''] as const));
  }
}

function instant(date: Date | undefined): string {
  return date?.toISOString() ?? '';
}
