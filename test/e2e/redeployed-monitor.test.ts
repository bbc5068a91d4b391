import { LambdaClient, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { drain, readOutputs, scan, tell } from './outside';

// The same stack was deployed once more, with another memory size. What it had learned and told lies in its bucket.
const outputs = readOutputs();

it('is another function, that goes on where the last one stopped', async () => {
  const { MemorySize } = await new LambdaClient().send(new GetFunctionConfigurationCommand({ FunctionName: outputs.FunctionName }));
  expect(MemorySize).toBe(640);
  await drain(outputs.EverythingUrl);
  const summary = await scan(outputs.FunctionName);
  tell(`invoked: ${summary.changes} changes, complete: ${summary.complete}`);
  expect(summary).toMatchObject({ kind: 'scanned', complete: true, changes: 0 });
  expect(summary.calls['sagemaker.DescribeImageVersion']).toBeUndefined();
  expect(await drain(outputs.EverythingUrl)).toEqual([]);
});
