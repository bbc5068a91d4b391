import { STSClient } from '@aws-sdk/client-sts';

/** The Region of the environment or of the profile; undefined where neither names one. */
export async function configuredRegion(): Promise<string | undefined> {
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
