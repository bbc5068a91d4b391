import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { FailOn, ImageSupportValidation } from '../../lib';
import { ImagesStack } from './images-stack';

const app = new App();
/** As `cdk synth --context release=2026.1` gives it. */
const context = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : undefined;
};

// The account and Region of the golden repository: the reference is joined from them, and known by them.
new ImagesStack(app, 'Images', { release: context('release') ?? '2026.2', env: { account: '111122223333', region: 'eu-west-1' } });

Validations.of(app).addPlugins(new ImageSupportValidation({
  failOn: FailOn.HIGH,
  policyFiles: [join(__dirname, 'golden-images.json')],
  asOf: context('asOf'),
}));
