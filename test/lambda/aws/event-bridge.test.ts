import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { eventBridgeSink, EventBridgeSink } from '../../../lambda/aws/event-bridge';
import { MAX_ENTRIES_BYTES } from '../../../lambda/publishing/events';
import type { EventEntry } from '../../../lambda/publishing/port';

const bridge = mockClient(EventBridgeClient);
const BUS = 'arn:aws:events:eu-west-1:111122223333:event-bus/support';
const sink = new EventBridgeSink(new EventBridgeClient({ region: 'eu-west-1' }), BUS, 0);
const entry = (id: number, bytes = 0): EventEntry => ({
  detailType: 'Image Support Scan Completed', detail: JSON.stringify({ id, fill: 'x'.repeat(bytes) }), resources: ['arn:1'], time: '2026-05-06T06:00:00.000Z',
});
const entries = (count: number, bytes?: number): EventEntry[] => Array.from({ length: count }, (_, id) => entry(id, bytes));
const idOf = ({ Detail = '{}' }: PutEventsRequestEntry): number => JSON.parse(Detail).id;
const sent = (): number[][] => bridge.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => (input.Entries ?? []).map(idOf));

/** Answers each entry by its id and by how often it was sent. */
function answer(by: (id: number, time: number) => PutEventsResultEntry): void {
  const times = new Map<number, number>();
  bridge.on(PutEventsCommand).callsFake(({ Entries }: { Entries: PutEventsRequestEntry[] }) => {
    const answers = Entries.map((one) => {
      const time = (times.get(idOf(one)) ?? 0) + 1;
      times.set(idOf(one), time);
      return by(idOf(one), time);
    });
    return { Entries: answers, FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode !== undefined).length };
  });
}

beforeEach(() => {
  bridge.reset();
  answer((id) => ({ EventId: `${id}` }));
});

it('puts an event on the bus, as this project', async () => {
  await sink.put([entry(1)]);
  expect(bridge.commandCalls(PutEventsCommand)[0]?.args[0].input).toEqual({ Entries: [{
    EventBusName: BUS, Source: 'cdk-sagemaker-image-support', DetailType: 'Image Support Scan Completed', Detail: '{"id":1,"fill":""}',
    Resources: ['arn:1'], Time: new Date('2026-05-06T06:00:00.000Z'),
  }] });
});

it.each([[0, []], [1, [1]], [10, [10]], [11, [10, 1]], [25, [10, 10, 5]]])('puts %d in requests of at most ten', async (count, sizes) => {
  await sink.put(entries(count));
  expect(sent().map(({ length }) => length)).toEqual(sizes);
  expect(sent().flat()).toEqual(entries(count).map((_, id) => id));
});

it('puts no more into a request than fits', async () => {
  await sink.put(entries(5, MAX_ENTRIES_BYTES / 2 - 200));
  expect(sent()).toEqual([[0, 1], [2, 3], [4]]);
});

it('sends again what was refused for a while, and nothing else', async () => {
  answer((id, time) => (id === 3 && time < 3 ? { ErrorCode: 'ThrottlingException' } : { EventId: `${id}` }));
  await sink.put(entries(12));
  expect(sent()).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [3], [3], [10, 11]]);
});

it('sends again what was refused in a later attempt only', async () => {
  answer((id, time) => (time <= 2 - id ? { ErrorCode: 'InternalFailure' } : { EventId: `${id}` }));
  await sink.put(entries(2));
  expect(sent()).toEqual([[0, 1], [0, 1], [0]]);
});

it('says how many were not taken, after it has tried all the others', async () => {
  answer((id) => (id % 6 === 0 ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' } : { EventId: `${id}` }));
  await expect(sink.put(entries(14))).rejects.toMatchObject({
    failure: { operation: 'events.PutEvents', kind: 'throttled', subject: BUS, message: expect.stringContaining('3 of 14 events were not taken') },
  });
  expect(sent().flat()).toContain(13);
  expect(sent().map((ids) => ids.join())).toEqual(['0,1,2,3,4,5,6,7,8,9', '0,6', '0,6', '0,6', '10,11,12,13', '12', '12', '12']);
});

it('does not repeat what is refused for good, and says so beside what came through later', async () => {
  answer((id, time) => (id === 0 ? { ErrorCode: 'MalformedDetail', ErrorMessage: 'bad' } : id === 1 && time === 1 ? { ErrorCode: 'InternalException' } : { EventId: '1' }));
  await expect(sink.put(entries(3))).rejects.toThrow("1 of 3 events were not taken, for example a 'Image Support Scan Completed': bad");
  expect(sent()).toEqual([[0, 1, 2], [1]]);
});

it('takes no answer for a refusal', async () => {
  bridge.on(PutEventsCommand).resolves({});
  await expect(sink.put(entries(2))).rejects.toThrow('2 of 2 events were not taken');
});

it('tells a failed call with the bus, once', async () => {
  bridge.on(PutEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(sink.put(entries(11))).rejects.toMatchObject({ failure: { operation: 'events.PutEvents', kind: 'denied', subject: BUS } });
  expect(sent()).toHaveLength(1);
});

it('is made for a Region and a bus', async () => {
  await eventBridgeSink('eu-west-1', 'support').put([entry(1)]);
  expect(bridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries?.[0]?.EventBusName).toBe('support');
});
