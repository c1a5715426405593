import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FarLine { readonly port: number; close(): Promise<void> }

/** A server of this machine as if it stood further away: what is said arrives so many milliseconds later, either way, and in order. */
export async function farLine(to: number, delayMs: number): Promise<FarLine> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, towards] of [[near, far], [far, near]] as const) {
      open.add(from.setNoDelay(true));
      from.on('data', (said: Buffer) => { setTimeout(() => { if (towards.writable) towards.write(said); }, delayMs); });
      from.on('error', () => towards.destroy());
      from.on('close', () => { open.delete(from); towards.destroy(); });
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
