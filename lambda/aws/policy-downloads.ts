import { S3Client } from '@aws-sdk/client-s3';
import { PolicyDownloader, type DownloaderOptions } from '../policy/download';
import { allowedHosts } from '../policy/http/allowed-hosts';
import { HttpsTransport } from '../policy/http/https-transport';
import type { PolicyDownloads } from '../policy/port';
import { REQUEST_LIMITS } from './client-options';
import { S3Documents } from './s3-document';

/** Policy documents at the vendors' addresses, at those that were configured, and in buckets, with the default credentials. */
export function policyDownloads(region: string, locations: readonly string[] = [], patience: Pick<DownloaderOptions, 'limits' | 'retries'> = {}): PolicyDownloads {
  return new PolicyDownloader({
    ...patience,
    transports: {
      https: new HttpsTransport({ hosts: allowedHosts(locations) }),
      s3: new S3Documents(new S3Client({ region, followRegionRedirects: true, requestHandler: REQUEST_LIMITS })),
    },
    // Loaded only by a run that gets an archive.
    unpack: async (bytes) => (await import('../policy/archive')).dataTextOfArchive(bytes),
  });
}
