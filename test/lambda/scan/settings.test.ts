import { readSettings } from '../../../lambda/scan/settings';
import { ENVIRONMENT } from '../../../lib/core/contract';

const environment = {
  [ENVIRONMENT.monitor]: 'Monitor',
  [ENVIRONMENT.topicArn]: 'arn:aws:sns:us-east-1:111122223333:Topic',
  [ENVIRONMENT.bucketName]: 'bucket',
  [ENVIRONMENT.noticePeriods]: '7,90,30,7',
  [ENVIRONMENT.reminderDays]: '30',
  [ENVIRONMENT.eventBus]: 'default',
  [ENVIRONMENT.policies]: '{"documents":[{"id":"a","refresh":false},{"location":"s3://b/k"}],"accepted":["f"]}',
  AWS_REGION: 'us-east-1',
};

it('reads what the construct writes, notice periods longest first and once each', () => {
  expect(readSettings(environment)).toEqual({
    monitor: 'Monitor', topicArn: 'arn:aws:sns:us-east-1:111122223333:Topic', bucketName: 'bucket', noticePeriods: [90, 30, 7], region: 'us-east-1',
    reminderDays: 30, eventBus: 'default', waivers: [], vendorAccounts: [], images: { include: [], exclude: [] }, usageScope: 'defaults',
    policies: { documents: [{ id: 'a', refresh: false }, { location: 's3://b/k' }], accepted: ['f'] },
  });
});

it.each(Object.keys(environment))('names the variable that is missing: %s', (name) => {
  expect(() => readSettings({ ...environment, [name]: '' })).toThrow(`'${name}' must be set`);
});

it('reads where the chain catalogue lies, if there is one', () => {
  expect(readSettings({ ...environment, [ENVIRONMENT.chainCatalogue]: 's3://cdk-assets.eu/a/b.json' }))
    .toEqual({ ...readSettings(environment), chainCatalogue: { bucketName: 'cdk-assets.eu', key: 'a/b.json' } });
  expect(readSettings(environment)).not.toHaveProperty('chainCatalogue');
});

it.each(['', 'catalogue.json', 's3://bucket', 's3://bucket/', 's3:///key', 'https://bucket/key', ' s3://bucket/key'])('refuses the chain catalogue %p', (url) => {
  expect(() => readSettings({ ...environment, [ENVIRONMENT.chainCatalogue]: url }))
    .toThrow(`'IMAGE_SUPPORT_CHAIN_CATALOGUE' must be 's3://bucket/key', or not set, got: '${url}'`);
});

it('reads where waivers lie, further accounts and the topic of a chat, if there are any', () => {
  const given = { [ENVIRONMENT.waivers]: 's3://one/w.json,s3://two/w.yaml', [ENVIRONMENT.vendorAccounts]: 'eu-west-1=123456789012', [ENVIRONMENT.chatTopicArn]: 'chat',
    [ENVIRONMENT.usageScope]: 'spaces', [ENVIRONMENT.ownerTag]: 'team' };
  expect(readSettings({ ...environment, ...given })).toEqual({
    ...readSettings(environment), chatTopicArn: 'chat', usageScope: 'spaces', ownerTag: 'team',
    waivers: [{ bucketName: 'one', key: 'w.json' }, { bucketName: 'two', key: 'w.yaml' }],
    vendorAccounts: [{ region: 'eu-west-1', accountId: '123456789012', registry: 'deep-learning-containers' }],
  });
});

it.each([
  [ENVIRONMENT.waivers, 's3://one/w.json,two', "must be 's3://bucket/key' of each set, separated by commas, or not set, got: 's3://one/w.json,two'"],
  [ENVIRONMENT.vendorAccounts, '123456789012', "must be 'region=account' of each account"],
  [ENVIRONMENT.reminderDays, '1.5', "must be whole days, or 0 for never, got: '1.5'"],
  [ENVIRONMENT.reminderDays, '-1', "must be whole days, or 0 for never, got: '-1'"],
  [ENVIRONMENT.usageScope, 'all', "must be one of none, apps, defaults, spaces, or not set, got: 'all'"],
  [ENVIRONMENT.policies, 'x', "must be JSON with 'documents' and 'accepted', got: 'x'"],
  [ENVIRONMENT.policies, '{"documents":[{"id":1}],"accepted":[]}', "must be JSON with 'documents' and 'accepted'"],
  [ENVIRONMENT.policies, '{"documents":[{"refresh":"no"}],"accepted":[]}', "must be JSON with 'documents' and 'accepted'"],
  [ENVIRONMENT.policies, '{"documents":[],"accepted":[1]}', "must be JSON with 'documents' and 'accepted'"],
])('refuses %s as %p', (name, value, message) => {
  expect(() => readSettings({ ...environment, [name]: value })).toThrow(message);
});

it.each(['90,soon', '90,,7', '0', '-1', '1.5'])('refuses notice periods %p', (periods) => {
  expect(() => readSettings({ ...environment, [ENVIRONMENT.noticePeriods]: periods })).toThrow(`must list whole days, got: '${periods}'`);
});
