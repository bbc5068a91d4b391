import { App } from 'aws-cdk-lib';
import { GoldenImagesStack } from './golden-images-stack';

new GoldenImagesStack(new App(), 'ImageSupportGoldenImages');
