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

it.each(['90,soon', '90,,7', '0', '-1', '1.5'])('refuses notice periods %p', (periods) => {
  expect(() => readSettings({ ...environment, [ENVIRONMENT.noticePeriods]: periods })).toThrow(`must list whole days, got: '${periods}'`);
});
