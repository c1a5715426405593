import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';

test('the command puts its card into the reader at a port, and takes it out when it is told to stop', async () => {
  const reader = createServer().listen(0, '127.0.0.1');
  await once(reader, 'listening');
  const address = reader.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const inserted = new Promise<Socket>((resolve) => { reader.once('connection', resolve); });
  const command = spawn(process.execPath, [join(import.meta.dirname, 'simulated-card.ts'), '--port', String(port), '--applet', '1.8', '--last-name', 'Nobody'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = text(command.stdout);
  const socket = await inserted;
  // Asks for the ATR.
  socket.write(Buffer.from('000104', 'hex'));
  const part: unknown[] = await once(socket, 'data');
  expect(part[0]).toEqual(Buffer.from('00143B7F96000080318065B085040120120FFF829000', 'hex'));
  command.stdin.write('state\nquit\n');
  expect(await once(command, 'exit')).toEqual([0, null]);
  expect(await said).toContain('active, 3 tries left for the PIN');
  reader.close();
});
