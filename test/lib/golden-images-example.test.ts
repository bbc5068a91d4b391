import './support/built-functions';
import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { GoldenImagesStack } from '../../examples/golden-images/golden-images-stack';
import { readImageFilters } from '../../lambda/scan/image-filters';
import { ENVIRONMENT } from '../../lib/core/contract';
import { environmentOf } from './support/monitor-template';
import { testApp } from './support/test-app';

it('tells the function of the policy and of the images to watch', () => {
  const environment = environmentOf(Template.fromStack(new GoldenImagesStack(testApp(), 'Stack')));
  expect(JSON.stringify(environment[ENVIRONMENT.policies])).toMatch(/s3:.*[0-9a-f]{64}\.json/);
  expect(readImageFilters(String(environment[ENVIRONMENT.imageFilters]))).toEqual({
    include: [{ tag: 'base', value: 'platform' }, { name: 'platform-*' }], exclude: [{ name: '*-sandbox' }],
  });
});

it('has nothing that the AwsSolutions rules of cdk-nag are against and that is not acknowledged', () => {
  const app = testApp();
  new GoldenImagesStack(app, 'Stack');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
