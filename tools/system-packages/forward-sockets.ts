import { rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';

/**
 * node forward-sockets.ts <folder> <path>=<port> …: what comes to a Unix socket goes to that port of this machine, and back. Started in a network of its own it is the
 * only way into that network. When one end goes, the other one goes too. When whoever started it is gone, however that ended, so that its standard input has ended, it ends and takes the folder with it.
 */
const [folder = '', ...pairs] = process.argv.slice(2);
process.stdin.resume().once('close', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
});
for (const pair of pairs) {
  const [path = '', port = ''] = pair.split('=');
  createServer((from) => {
    const to = connect({ host: '127.0.0.1', port: Number(port) });
    join(from, to);
    join(to, from);
  }).listen(path);
}

function join(one: Socket, other: Socket): void {
  one.setNoDelay(true);
  one.pipe(other);
  one.on('error', () => other.destroy());
  one.on('close', () => other.destroy());
}
