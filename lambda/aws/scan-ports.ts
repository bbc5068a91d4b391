import { ECRClient } from '@aws-sdk/client-ecr';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { ImageCatalog } from '../inventory/port';
import type { Registry } from '../lineage/port';
import type { UsageCatalog } from '../usage/port';
import { countCalls, PATIENT_RETRY, REQUEST_LIMITS, type CallCounts, type RequestLimits, type Retry } from './client-options';
import { EcrRegistry } from './ecr-registry';
import { SageMakerImageCatalog } from './sagemaker-image-catalog';
import { SageMakerUsage } from './sagemaker-usage';

export interface ScanPorts {
  readonly catalog: ImageCatalog;
  readonly registry: Registry;
  readonly usage: UsageCatalog;
  readonly calls: Readonly<CallCounts>;
  close(): void;
}

/** The ports of one Region with the default credentials: one client for each family of calls that has a limit of its own. */
export function scanPorts(region: string, retry: Retry = PATIENT_RETRY, requestHandler: RequestLimits = REQUEST_LIMITS): ScanPorts {
  const calls: CallCounts = {};
  const list = new SageMakerClient({ region, ...retry, requestHandler });
  const describe = new SageMakerClient({ region, ...retry, requestHandler });
  const registries = new Map<string, ECRClient>();
  for (const client of [list, describe]) countCalls(client, 'sagemaker', calls);
  const registryIn = (registryRegion: string): ECRClient => {
    const known = registries.get(registryRegion);
    if (known) return known;
    const client = new ECRClient({ region: registryRegion, ...retry, requestHandler });
    countCalls(client, 'ecr', calls);
    registries.set(registryRegion, client);
    return client;
  };
  return {
    catalog: new SageMakerImageCatalog({ list, describe }),
    registry: new EcrRegistry(registryIn, calls),
    usage: new SageMakerUsage({ list, describe }),
    calls,
    close: () => {
      for (const client of [list, describe, ...registries.values()]) client.destroy();
    },
  };
}
