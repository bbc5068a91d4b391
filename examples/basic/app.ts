import { App } from 'aws-cdk-lib';
import { ImageSupportStack } from './image-support-stack';

const app = new App();
const email: unknown = app.node.tryGetContext('email');
new ImageSupportStack(app, 'ImageSupport', { email: typeof email === 'string' ? email : undefined });
