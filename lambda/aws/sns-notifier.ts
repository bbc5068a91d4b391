import { PublishCommand, type MessageAttributeValue, type SNSClient } from '@aws-sdk/client-sns';
import type { Notification, Notifier } from '../publishing/port';
import { call } from './service-error';

/** Publishes to one topic. `MessageStructure` makes SNS send each protocol its own text. */
export class SnsNotifier implements Notifier {
  constructor(private readonly client: SNSClient, private readonly topicArn: string) {}

  async publish({ subject, bodies, attributes }: Notification): Promise<void> {
    await call('sns.Publish', this.topicArn, () => this.client.send(new PublishCommand({
      TopicArn: this.topicArn,
      Subject: subject,
      Message: JSON.stringify(bodies),
      MessageStructure: 'json',
      MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attribute(value)])),
    })));
  }
}

function attribute(value: string | readonly string[]): MessageAttributeValue {
  return typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };
}
