import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { SnsNotifier } from '../../../lambda/aws/sns-notifier';
import { messageSize } from '../../../lambda/publishing/split';

const sns = mockClient(SNSClient);
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:support';
const notifier = new SnsNotifier(new SNSClient({ region: 'eu-west-1' }), TOPIC);
const notification = {
  subject: 'News',
  bodies: { default: '{"a":"\\"ü\\""}', email: 'Line 1\nLine 2' },
  attributes: { severity: 'HIGH', statuses: ['EXPIRING', 'END_OF_SUPPORT'] },
};
beforeEach(() => sns.reset());

it('sends each protocol its own text, and attributes that a filter policy understands', async () => {
  sns.on(PublishCommand).resolves({ MessageId: '1' });
  await notifier.publish(notification);
  expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toEqual({
    TopicArn: TOPIC,
    Subject: 'News',
    MessageStructure: 'json',
    Message: JSON.stringify(notification.bodies),
    MessageAttributes: {
      severity: { DataType: 'String', StringValue: 'HIGH' },
      statuses: { DataType: 'String.Array', StringValue: '["EXPIRING","END_OF_SUPPORT"]' },
    },
  });
});

it('sends as many bytes as the size of a message is said to be', async () => {
  sns.on(PublishCommand).resolves({ MessageId: '1' });
  await notifier.publish(notification);
  const { Subject = '', Message = '', MessageAttributes = {} } = sns.commandCalls(PublishCommand)[0]?.args[0].input ?? {};
  const attributes = Object.entries(MessageAttributes).flatMap(([name, value]) => [name, value.DataType ?? '', value.StringValue ?? '']);
  expect(messageSize(notification)).toBe(Buffer.byteLength([Subject, Message, ...attributes].join('')));
});

it('tells a failed call with the topic', async () => {
  sns.on(PublishCommand).rejects(Object.assign(new Error('no'), { name: 'AuthorizationErrorException' }));
  await expect(notifier.publish(notification)).rejects.toMatchObject({ failure: { operation: 'sns.Publish', kind: 'denied', subject: TOPIC } });
});
