import { connect, createServer, type Socket } from 'node:net';

/**
 * node forward-sockets.ts <path>=<port> …: what comes to a Unix socket goes to that port of this machine, and back. Started in a network of its own it is the
 * only way into that network. When one end goes, the other one goes too.
 */
for (const pair of process.argv.slice(2)) {
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
