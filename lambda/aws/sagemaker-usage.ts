import {
  DescribeDomainCommand, DescribeUserProfileCommand, ListAppsCommand, ListDomainsCommand, ListUserProfilesCommand,
  type DefaultSpaceSettings, type ResourceSpec as SdkResourceSpec, type SageMakerClient, type UserSettings,
} from '@aws-sdk/client-sagemaker';
import type { AppDefault, AppRecord, ResourceSpec } from '../../lib/core/usage';
import type { Page } from '../paging';
import type { ListedUserProfile, UsageCatalog } from '../usage/port';
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
      ...defined({ userProfileName: app.UserProfileName, spaceName: app.SpaceName, spec: app.ResourceSpec && specOf(app.ResourceSpec) }),
    })));
  }

  async listDomains(nextToken?: string): Promise<Page<string>> {
    const answer = await call('sagemaker.ListDomains', 'all domains', () =>
      this.clients.list.send(new ListDomainsCommand({ MaxResults: MAX_RESULTS, NextToken: nextToken })));
    return page(answer.NextToken, (answer.Domains ?? []).flatMap(({ DomainId }) => DomainId ?? []));
  }

  async describeDomain(domainId: string): Promise<readonly AppDefault[]> {
    const answer = await call('sagemaker.DescribeDomain', domainId, () =>
      this.clients.describe.send(new DescribeDomainCommand({ DomainId: domainId })));
    return [...defaultsOf(answer.DefaultUserSettings), ...defaultsOf(answer.DefaultSpaceSettings, ' in shared spaces')];
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
}

/** The settings that can name an image for new apps. */
function defaultsOf(settings: UserSettings & DefaultSpaceSettings = {}, where = ''): AppDefault[] {
  const byType: Readonly<Record<string, { readonly DefaultResourceSpec?: SdkResourceSpec | undefined } | undefined>> = {
    JupyterServer: settings.JupyterServerAppSettings,
    KernelGateway: settings.KernelGatewayAppSettings,
    JupyterLab: settings.JupyterLabAppSettings,
    CodeEditor: settings.CodeEditorAppSettings,
    RSessionGateway: settings.RSessionAppSettings,
    TensorBoard: settings.TensorBoardAppSettings,
  };
  return Object.entries(byType).flatMap(([type, app]) =>
    (app?.DefaultResourceSpec ? [{ apps: `${type}${where}`, spec: specOf(app.DefaultResourceSpec) }] : []));
}

function specOf(spec: SdkResourceSpec): ResourceSpec {
  return defined({
    imageArn: spec.SageMakerImageArn,
    imageVersionArn: spec.SageMakerImageVersionArn,
    imageVersionAlias: spec.SageMakerImageVersionAlias,
  });
}
