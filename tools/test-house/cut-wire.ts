import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a client and a server on this machine that can be cut. */
export interface CutWire {
  readonly port: number;
  /** Every connection breaks at once. */
  cut(): void;
  /** What is said from now on reaches the server; its next answer does not come back, and the connection breaks. */
  cutAtNextAnswer(): void;
  close(): Promise<void>;
}

export async function openCutWire(to: { readonly host: string; readonly port: number }): Promise<CutWire> {
  const sockets = new Set<Socket>();
  const cut = () => { for (const socket of sockets) socket.destroy(); };
  let atNextAnswer = false;
  const server = createServer((near) => {
    const far = connect(to);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => { sockets.delete(socket); other.destroy(); });
    }
    near.pipe(far);
    far.on('data', (part) => {
      if (atNextAnswer) {
        atNextAnswer = false;
        cut();
      } else {
        near.write(part);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port, cut, cutAtNextAnswer: () => { atNextAnswer = true; },
    close: async () => { cut(); server.close(); await once(server, 'close'); },
  };
}
