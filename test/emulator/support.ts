import { ECRClient } from '@aws-sdk/client-ecr';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { STSClient } from '@aws-sdk/client-sts';
import { accessKeyId } from '../../emulator/caller';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';

export interface Clients {
  readonly emulator: Emulator;
  readonly sagemaker: SageMakerClient;
  readonly ecr: ECRClient;
  readonly sts: STSClient;
  /** Clients of another account or Region. */
  as(accountId: string, region?: string): Omit<Clients, 'emulator' | 'as' | 'stop'>;
  stop(): Promise<void>;
}

const opened: { destroy(): void }[] = [];

/** Real SDK clients on a running emulator. They make one attempt, so that each test sees what one request gives. */
export async function serve(options: EmulatorOptions): Promise<Clients> {
  const emulator = await startEmulator(options);
  const as = (accountId: string, region = 'us-east-1') => clients(emulator.url, accessKeyId(accountId), region);
  return {
    emulator,
    ...clients(emulator.url, emulator.environment['AWS_ACCESS_KEY_ID'] ?? '', 'us-east-1'),
    as,
    stop: async () => {
      for (const client of opened.splice(0)) client.destroy();
      await emulator.close();
    },
  };
}

function clients(endpoint: string, key: string, region: string) {
  const config = { endpoint, region, maxAttempts: 1, credentials: { accessKeyId: key, secretAccessKey: 'any' } };
  const made = { sagemaker: new SageMakerClient(config), ecr: new ECRClient(config), sts: new STSClient(config) };
  opened.push(...Object.values(made));
  return made;
}

/** A request as no SDK would send it. */
export async function post(
  url: string, target: string, body: string, headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
  const service = target.startsWith('SageMaker') ? 'sagemaker' : 'ecr';
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      'authorization': `AWS4-HMAC-SHA256 Credential=${accessKeyId('111122223333')}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
      ...headers,
    },
  });
  const answer: unknown = JSON.parse(await response.text());
  return { status: response.status, type: response.headers.get('x-amzn-errortype'), body: { ...Object(answer) } };
}
