import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { DescribeImageCommand, ListImagesCommand, ListImageVersionsCommand } from '@aws-sdk/client-sagemaker';
import { image } from '../../emulator/builders';
import { Throttle } from '../../emulator/throttle';
import { serve } from './support';

const REGION = { images: [image('a', ['1'])] };
const DOCUMENT = {
  accounts: { '111122223333': { regions: { 'us-east-1': REGION, 'eu-west-1': REGION } }, '222222222222': { regions: { 'us-east-1': REGION } } },
};

const outcome = (call: Promise<unknown>) => call.then(() => 'passed', (error: Error) => error.name);
const inOrder = async (count: number, call: () => Promise<unknown>) => {
  const seen: string[] = [];
  for (let index = 0; index < count; index++) seen.push(await outcome(call()));
  return seen;
};

it('lets a burst pass and throttles the rest, by account, Region and family of operations', async () => {
  const clients = await serve({ fleet: DOCUMENT, throttling: { list: { perSecond: 0, burst: 2 }, registry: { perSecond: 0, burst: 1 } } });
  const list = () => clients.sagemaker.send(new ListImagesCommand({}));
  expect(await inOrder(3, list)).toEqual(['passed', 'passed', 'ThrottlingException']);
  const versions = clients.sagemaker.send(new ListImageVersionsCommand({ ImageName: 'a' }));
  expect(await outcome(versions)).toBe('ThrottlingException');
  expect(await inOrder(3, () => clients.sagemaker.send(new DescribeImageCommand({ ImageName: 'a' })))).toEqual(['passed', 'passed', 'passed']);
  expect(await inOrder(2, () => clients.ecr.send(new DescribeRepositoriesCommand({})))).toEqual(['passed', 'ThrottlingException']);
  expect(await outcome(clients.as('111122223333', 'eu-west-1').sagemaker.send(new ListImagesCommand({})))).toBe('passed');
  expect(await outcome(clients.as('222222222222').sagemaker.send(new ListImagesCommand({})))).toBe('passed');
  expect(clients.emulator.calls()['sagemaker.ListImages']).toEqual({ count: 5, throttled: 1, failed: 1 });
  clients.emulator.reset();
  expect(clients.emulator.calls()).toEqual({});
  expect(await inOrder(1, list)).toEqual(['passed']);
  await clients.stop();
});

it('throttles nothing by default, and what the fleet says where the options say nothing', async () => {
  const free = await serve({ fleet: DOCUMENT });
  expect(new Set(await inOrder(30, () => free.sagemaker.send(new ListImagesCommand({}))))).toEqual(new Set(['passed']));
  await free.stop();
  const limited = await serve({ fleet: { ...DOCUMENT, throttling: { list: { perSecond: 0, burst: 1 } } } });
  expect(await inOrder(2, () => limited.sagemaker.send(new ListImagesCommand({})))).toEqual(['passed', 'ThrottlingException']);
  await limited.stop();
});

it('fills a bucket again at its rate, up to the burst', () => {
  let seconds = 0;
  const throttle = new Throttle({ describe: { perSecond: 2, burst: 3 } }, () => seconds);
  const admitted = (calls: number) => Array.from({ length: calls }, () => throttle.admits('1', 'r', 'describe')).filter(Boolean).length;
  expect(admitted(5)).toBe(3);
  seconds = 0.5;
  expect(admitted(5)).toBe(1);
  seconds = 0.75;
  expect(admitted(5)).toBe(0);
  seconds = 1;
  expect(admitted(5)).toBe(1);
  seconds = 100;
  expect(admitted(5)).toBe(3);
});

it('has one second\'s worth of tokens where no burst is given', () => {
  const throttle = new Throttle({ list: { perSecond: 4 }, describe: { perSecond: 0.5 } }, () => 0);
  const admitted = (family: 'list' | 'describe') => Array.from({ length: 9 }, () => throttle.admits('1', 'r', family)).filter(Boolean).length;
  expect([admitted('list'), admitted('describe')]).toEqual([4, 1]);
});
