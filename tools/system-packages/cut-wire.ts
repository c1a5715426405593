import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a client and a server on this machine that can be cut. */
export interface CutWire {
  readonly port: number;
  /** Every connection breaks at once. */
  cut(): void;
  /** What is said from now on reaches the server; this answer of its, the first by default, does not come back, and every connection breaks. */
  cutAtAnswer(which?: number): void;
  /** Every connection breaks, and none comes about until `up`. */
  down(): void;
  up(): void;
  close(): Promise<void>;
}

export async function openCutWire(to: { readonly host: string; readonly port: number }): Promise<CutWire> {
  const sockets = new Set<Socket>();
  const cut = () => { for (const socket of sockets) socket.destroy(); };
  let answersLeft = 0;
  let isDown = false;
  const server = createServer((near) => {
    if (isDown) {
      near.destroy();
      return;
    }
    const far = connect(to);
    let asked = false;
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => { sockets.delete(socket); other.destroy(); });
    }
    near.on('data', () => { asked = true; });
    near.pipe(far);
    far.on('data', (part) => {
      // Only the first words after a question are an answer: a goodbye to nobody's question is none.
      const isAnswer = asked && answersLeft > 0;
      asked = false;
      if (isAnswer) answersLeft -= 1;
      if (isAnswer && answersLeft === 0) cut();
      else near.write(part);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port, cut, down: () => { isDown = true; cut(); }, up: () => { isDown = false; }, cutAtAnswer: (which = 1) => { answersLeft = which; },
    // Who comes at the last moment is not let in either: the server would wait for it.
    close: async () => { isDown = true; cut(); server.close(); await once(server, 'close'); },
  };
}
