import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { REQUEST_LIMITS } from './client-options';
import { call } from './service-error';

/** The account that the default credentials belong to. */
export async function callerAccount(region: string): Promise<string> {
  const client = new STSClient({ region, maxAttempts: 4, requestHandler: REQUEST_LIMITS });
  try {
    const { Account } = await call('sts.GetCallerIdentity', 'the credentials', () => client.send(new GetCallerIdentityCommand({})));
    return Account ?? '';
  } finally {
    client.destroy();
  }
}
