import { accountOf, giveBack, messageIdsOf, readInvocation } from '../../../lambda/scan/invocation';

it.each<[unknown, string]>([
  [{ test: true }, 'test'], [{ test: 'true' }, 'scan'], [{ test: false }, 'scan'], [{}, 'scan'], [null, 'scan'], [undefined, 'scan'], ['test', 'scan'], [[{ test: true }], 'scan'],
  [{ 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'detail': { test: true } }, 'scan'],
])('%j asks for a %s', (event, expected) => expect(readInvocation(event)).toBe(expected));

it('takes the account from the function itself', () => {
  expect(accountOf('arn:aws-cn:lambda:cn-north-1:111122223333:function:f')).toBe('111122223333');
});

it.each(['', 'arn:aws:lambda:us-east-1', 'arn:aws:lambda:us-east-1::function:f'])('refuses %p', (arn) => {
  expect(() => accountOf(arn)).toThrow(`'invokedFunctionArn' must name the account, got: '${arn}'`);
});

const message = (messageId: string) => ({ eventSource: 'aws:sqs', messageId, body: '{"cause":"image-change"}' });

it.each<[string, unknown, readonly string[]]>([
  ['the schedule', {}, []],
  ['nobody', undefined, []],
  ['a queue', { Records: [message('a'), message('b')] }, ['a', 'b']],
  ['another source of records', { Records: [{ eventSource: 'aws:s3', messageId: 'a' }, null, 7] }, []],
  ['records that are none', { Records: 'a' }, []],
])('knows the messages of %s', (_case, event, ids) => {
  expect(messageIdsOf(event)).toEqual(ids);
});

it('gives back every message, and answers nobody else', () => {
  expect(giveBack(['a', 'b'])).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }] });
  expect(giveBack([])).toEqual({});
});
