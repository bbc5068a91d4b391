// The package comes without types.
declare module 'proxy-from-env' {
  /** The proxy for an address, as HTTPS_PROXY and NO_PROXY say; empty where there is none. */
  export function getProxyForUrl(url: string): string;
}
