import { readSettings } from '../../../lambda/scan/settings';
import { ENVIRONMENT } from '../../../lib/core/contract';

const environment = {
  [ENVIRONMENT.monitor]: 'Monitor',
  [ENVIRONMENT.topicArn]: 'arn:aws:sns:us-east-1:111122223333:Topic',
  [ENVIRONMENT.bucketName]: 'bucket',
  [ENVIRONMENT.noticePeriods]: '7,90,30,7',
  AWS_REGION: 'us-east-1',
};

it('reads what the construct writes, notice periods longest first and once each', () => {
  expect(readSettings(environment)).toEqual({
    monitor: 'Monitor', topicArn: 'arn:aws:sns:us-east-1:111122223333:Topic', bucketName: 'bucket', noticePeriods: [90, 30, 7], region: 'us-east-1',
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

it.each(['90,soon', '90,,7', '0', '-1', '1.5'])('refuses notice periods %p', (periods) => {
  expect(() => readSettings({ ...environment, [ENVIRONMENT.noticePeriods]: periods })).toThrow(`must list whole days, got: '${periods}'`);
});
