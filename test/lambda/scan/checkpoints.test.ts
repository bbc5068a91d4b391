import { startCheckpoints } from '../../../lambda/scan/checkpoints';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('saves each minute until it is stopped', async () => {
  const save = jest.fn(async () => undefined);
  const checkpoints = startCheckpoints(save);
  await jest.advanceTimersByTimeAsync(150_000);
  await checkpoints.stop();
  await jest.advanceTimersByTimeAsync(150_000);

  expect(save).toHaveBeenCalledTimes(2);
});

it('never saves twice at a time, and stops only when the last is saved', async () => {
  let finish = (): void => undefined;
  const save = jest.fn(() => new Promise<void>((resolve) => {
    finish = resolve;
  }));
  const checkpoints = startCheckpoints(save);
  await jest.advanceTimersByTimeAsync(200_000);
  expect(save).toHaveBeenCalledTimes(1);

  let stopped = false;
  const stopping = checkpoints.stop().then(() => {
    stopped = true;
  });
  await jest.advanceTimersByTimeAsync(0);
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(stopped).toBe(true);
});
