import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens on this machine only, on this port or any free one (0), and gives the address. */
export async function listenOn(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen');
  return `http://127.0.0.1:${address.port}`;
}
