import {
  DescribeDomainCommand, DescribeSpaceCommand, DescribeUserProfileCommand, ListAppsCommand, ListDomainsCommand, ListSpacesCommand,
  ListUserProfilesCommand, type CustomImage as SdkCustomImage, type DefaultSpaceSettings, type ResourceSpec as SdkResourceSpec,
  type SageMakerClient, type SpaceSettings, type UserSettings,
} from '@aws-sdk/client-sagemaker';
import type { AppDefault, AppRecord, CustomImage, ResourceSpec } from '../../lib/core/usage';
import type { Page } from '../paging';
import type { ListedDomain, ListedSpace, ListedUserProfile, UsageCatalog } from '../usage/port';
import { defined, page } from './records';
import { call } from './service-error';

/** The most that a page can hold; without it the service gives 10. */
const MAX_RESULTS = 100;

/** SageMaker's calls about domains and what runs in them. */
export class SageMakerUsage implements UsageCatalog {
  /** Lists and describes are limited apart from each other, so each family has its own client. */
  constructor(private readonly clients: { readonly list: SageMakerClient; readonly describe: SageMakerClient }) {}

  async listApps(nextToken?: string): Promise<Page<AppRecord>> {
    const answer = await call('sagemaker.ListApps', 'all apps', () =>
      this.clients.list.send(new ListAppsCommand({ MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.Apps ?? []).map((app) => ({
      domainId: app.DomainId ?? '',
      appType: app.AppType ?? '',
      appName: app.AppName ?? '',
      status: app.Status ?? '',
      ...defined({
        userProfileName: app.UserProfileName,
        spaceName: app.SpaceName,
        creationTime: app.CreationTime?.toISOString(),
        spec: app.ResourceSpec && specOf(app.ResourceSpec),
      }),
    })));
  }

  async listDomains(nextToken?: string): Promise<Page<ListedDomain>> {
    const answer = await call('sagemaker.ListDomains', 'all domains', () =>
      this.clients.list.send(new ListDomainsCommand({ MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.Domains ?? []).flatMap(({ DomainId, DomainName }) =>
      (DomainId === undefined ? [] : [{ domainId: DomainId, ...defined({ domainName: DomainName }) }])));
  }

  async describeDomain(domainId: string): Promise<readonly AppDefault[]> {
    const answer = await call('sagemaker.DescribeDomain', domainId, () =>
      this.clients.describe.send(new DescribeDomainCommand({ DomainId: domainId })));
    return [...defaultsOf(answer.DefaultUserSettings), ...defaultsOf(answer.DefaultSpaceSettings, { inSharedSpaces: true })];
  }

  async listUserProfiles(nextToken?: string): Promise<Page<ListedUserProfile>> {
    const answer = await call('sagemaker.ListUserProfiles', 'all user profiles', () =>
      this.clients.list.send(new ListUserProfilesCommand({ MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.UserProfiles ?? []).map((profile) => ({
      domainId: profile.DomainId ?? '',
      userProfileName: profile.UserProfileName ?? '',
      lastModifiedTime: profile.LastModifiedTime?.toISOString() ?? '',
    })));
  }

  async describeUserProfile(domainId: string, userProfileName: string): Promise<readonly AppDefault[]> {
    const answer = await call('sagemaker.DescribeUserProfile', `${domainId}/${userProfileName}`, () =>
      this.clients.describe.send(new DescribeUserProfileCommand({ DomainId: domainId, UserProfileName: userProfileName })));
    return defaultsOf(answer.UserSettings);
  }

  async listSpaces(nextToken?: string): Promise<Page<ListedSpace>> {
    const answer = await call('sagemaker.ListSpaces', 'all spaces', () =>
      this.clients.list.send(new ListSpacesCommand({ MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.Spaces ?? []).map((space) => ({
      domainId: space.DomainId ?? '',
      spaceName: space.SpaceName ?? '',
      lastModifiedTime: space.LastModifiedTime?.toISOString() ?? '',
    })));
  }

  async describeSpace(domainId: string, spaceName: string): Promise<readonly AppDefault[]> {
    const answer = await call('sagemaker.DescribeSpace', `${domainId}/${spaceName}`, () =>
      this.clients.describe.send(new DescribeSpaceCommand({ DomainId: domainId, SpaceName: spaceName })));
    return defaultsOf(answer.SpaceSettings);
  }
}

interface AppSettings {
  readonly DefaultResourceSpec?: SdkResourceSpec | undefined;
  readonly CustomImages?: readonly SdkCustomImage[] | undefined;
}

/** The settings that can name an image for new apps. */
function defaultsOf(settings: UserSettings & DefaultSpaceSettings & SpaceSettings = {}, where: Pick<AppDefault, 'inSharedSpaces'> = {}): AppDefault[] {
  const byType: Readonly<Record<string, AppSettings | undefined>> = {
    JupyterServer: settings.JupyterServerAppSettings,
    KernelGateway: settings.KernelGatewayAppSettings,
    JupyterLab: settings.JupyterLabAppSettings,
    CodeEditor: settings.CodeEditorAppSettings,
    RSessionGateway: settings.RSessionAppSettings,
    TensorBoard: settings.TensorBoardAppSettings,
  };
  return Object.entries(byType).flatMap(([apps, { DefaultResourceSpec, CustomImages = [] } = {}]): AppDefault[] => [
    ...(DefaultResourceSpec ? [{ apps, ...where, spec: specOf(DefaultResourceSpec) }] : []),
    ...CustomImages.map((image) => ({ apps, ...where, spec: {}, customImage: customImageOf(image) })),
  ]);
}

function customImageOf({ ImageName, ImageVersionNumber, AppImageConfigName }: SdkCustomImage): CustomImage {
  return { imageName: ImageName ?? '', ...defined({ version: ImageVersionNumber, appImageConfigName: AppImageConfigName }) };
}

function specOf(spec: SdkResourceSpec): ResourceSpec {
  return defined({
    imageArn: spec.SageMakerImageArn,
    imageVersionArn: spec.SageMakerImageVersionArn,
    imageVersionAlias: spec.SageMakerImageVersionAlias,
    instanceType: spec.InstanceType,
    lifecycleConfigArn: spec.LifecycleConfigArn,
  });
}
