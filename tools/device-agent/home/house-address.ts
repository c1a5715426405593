const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

export class AddressRefused extends Error { override readonly name = 'AddressRefused'; }

/** Where the house is, without a slash at the end. In clear only on this machine. @throws AddressRefused */
export function houseAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.search !== '' || url.hash !== '') throw new AddressRefused('an address begins with https:// and holds no name, password or question');
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) throw new AddressRefused('http:// is for this machine only: between machines it is https://');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** The same place, for the line. */
export function lineAddress(at: string, path: string): string {
  return `${at.replace(/^http/, 'ws')}${path}`;
}
