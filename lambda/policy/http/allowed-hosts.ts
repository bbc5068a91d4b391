import { DownloadError } from '../port';
import { shownLocation } from '../shown-location';

/** Where the vendors publish: see `lib/core/policy/sources.ts`. */
export const VENDOR_HOSTS: readonly string[] = [
  'raw.githubusercontent.com',
  'codeload.github.com',
  'docs.cloud.google.com',
  'cloud.google.com',
  'aws.github.io',
];

/** The vendors' hosts, and those of the addresses that the user named. A host with another port is another host. */
export function allowedHosts(locations: readonly string[]): ReadonlySet<string> {
  const own = locations.filter((location) => location.startsWith('https://') && URL.canParse(location));
  return new Set([...VENDOR_HOSTS, ...own.map((location) => new URL(location).host)]);
}

/**
 * The address, if it may be asked. Only names that were configured are: an address that stands in a redirect or in a policy must not
 * make a function ask the services of the network that it runs in.
 */
export function allowedUrl(location: string, hosts: ReadonlySet<string>): URL {
  if (!URL.canParse(location)) throw notAllowed("must be a valid address such as 'https://mirror.example.com/policy.md', got: text that is none; correct it");
  const url = new URL(location);
  if (url.protocol !== 'https:') throw notAllowed(`must be at an 'https://' address, got: '${url.protocol}//'; name it with https`);
  if (url.username !== '' || url.password !== '') {
    throw notAllowed('must be an address without user name and password, got: one with them; name a mirror that needs none, such as an object in a bucket');
  }
  if (!hosts.has(url.host)) {
    throw notAllowed(`must be at a host that is allowed (${[...hosts].join(', ')}), got: '${url.host}'; name the address itself in the configuration to allow its host`);
  }
  url.hash = '';
  return url;
}

/** Where a redirect leads, if that is the same host: a vendor's page that moves away is for people to look at first. */
export function redirectTarget(from: URL, target: string | undefined, hosts: ReadonlySet<string>): URL {
  if (target === undefined || !URL.canParse(target, from.href)) throw notAllowed('must redirect to a valid address, got: a redirect without one; name its new address');
  const url = new URL(target, from);
  if (url.protocol === 'https:' && url.host !== from.host) {
    throw notAllowed(`must not redirect to another host, got: '${shownLocation(url.href)}'; look at it and name it as the source if the document has moved there`);
  }
  return allowedUrl(url.href, hosts);
}

function notAllowed(message: string): DownloadError {
  return new DownloadError('not-allowed', message);
}
