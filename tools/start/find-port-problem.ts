import { createServer } from 'node:net';

/** Finds out before anything else is opened whether the port is free, and says what to do when it is not. */
export function findPortProblem(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(`PORT: something listens on ${host}:${port} already; stop it, or choose another one: PORT=3001 npm start`);
      else if (error.code === 'EACCES') resolve(`PORT: ${port} needs more rights than this user has; choose one above 1023`);
      else resolve(`HOST, PORT: cannot listen on ${host}:${port} (${error.code ?? error.name})`);
    });
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
