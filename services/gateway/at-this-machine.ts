import type { IncomingMessage } from 'node:http';

/**
 * Does this request come from a person or programme on this machine itself? Not when a proxy on this machine passes it on, nor when a web
 * page makes a browser send it (its `Origin`, or a name that was made to point here).
 */
export function isAtThisMachine({ socket, headers }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } }): boolean {
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  const { origin, host } = headers;
  return isLoopback(socket.remoteAddress ?? '') && !passedOn && namesLoopback(`http://${host}`) && (origin === undefined || namesLoopback(origin));
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

function namesLoopback(url: string): boolean {
  const name = URL.parse(url)?.hostname ?? '';
  return name === 'localhost' || name === '[::1]' || isLoopback(name);
}
