import { App } from 'aws-cdk-lib';
import { OwnTopicAndKeyStack } from './own-topic-and-key-stack';

new OwnTopicAndKeyStack(new App(), 'ImageSupportOwnTopicAndKey');
