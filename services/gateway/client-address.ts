import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Where a request comes from, as far as it can be believed. */
export interface ClientAddress {
  /** An IPv4 address, or the first 64 bits of an IPv6 address: so many has one subscriber. */
  readonly from: string;
  /** A proxy that nobody named passed it on: whoever is behind it cannot be told apart. */
  readonly unnamedProxy: boolean;
}

type Asked = Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } };

/**
 * Reads who asks. `X-Forwarded-For` is anybody's to write, so it is read from its end, and only as long as it was a trusted proxy that wrote the next word.
 * @param trusted addresses and networks (`10.0.0.0/8`) of proxies before this house
 */
export function readClientAddress(trusted: readonly string[]): (request: Asked) => ClientAddress {
  const proxies = new BlockList();
  for (const one of trusted) {
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return ({ socket, headers }) => {
    const passedOn = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map((word) => plain(word.trim())).filter((word) => word !== '');
    let from = plain(socket.remoteAddress ?? '');
    const unnamedProxy = passedOn.length > 0 && !isTrusted(from);
    while (isTrusted(from)) {
      const next = passedOn.pop();
      if (next === undefined || isIP(next) === 0) break;
      from = next;
    }
    return { from: isIP(from) === 6 ? network(from) : from, unnamedProxy };
  };
}

/** Without a port, brackets or zone; an IPv4 address that is written as IPv6 is one. */
function plain(word: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(word) ?? [];
  const [, withPort] = /^(\d+(?:\.\d+){3}):\d+$/.exec(word) ?? [];
  const address = (bracketed ?? withPort ?? word).split('%', 1)[0] ?? '';
  return /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address;
}

function network(address: string): string {
  // A URL writes an IPv6 address in the one way that there is.
  const written = (URL.parse(`http://[${address}]`)?.hostname ?? '').slice(1, -1);
  const [front = '', back] = written.split('::');
  const groups = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  const all = [...groups, ...Array.from({ length: 8 - groups.length - after.length }, () => '0'), ...after];
  return `${all.slice(0, 4).join(':')}::/64`;
}
