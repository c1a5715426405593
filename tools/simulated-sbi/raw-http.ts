import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** HTTP/1.1 as far as a device service needs it. Node's own server takes no verbs that it does not know. */
export interface RawRequest { readonly verb: string; readonly path: string; readonly body: Buffer }

export interface RawLine {
  /** Whole, and the line is closed. */
  answer(status: number, body: string): void;
  /** For what no honest service does. */
  readonly socket: Socket;
}

const mostHead = 16_384;
const mostBody = 1_048_576;
const titles: Readonly<Record<number, string>> = { 200: 'OK', 400: 'Bad Request', 404: 'Not Found', 411: 'Length Required', 413: 'Content Too Large' };

/** On this machine only. */
export function serveRaw(port: number, take: (request: RawRequest, line: RawLine) => void): Promise<{ port: number; server: Server; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    readOne(socket, take);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({
      port: portOf(server.address()), server,
      close: () => new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
    }));
  });
}

function readOne(socket: Socket, take: (request: RawRequest, line: RawLine) => void): void {
  let read = Buffer.alloc(0);
  const line: RawLine = {
    socket,
    answer: (status, body) => {
      socket.end(`HTTP/1.1 ${status} ${titles[status] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
    },
  };
  const onData = (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    const request = readRequest(read);
    if (request === 'more') return;
    socket.off('data', onData);
    // Reads on, so that the end of the line is noticed while a finger is waited for.
    socket.resume();
    if (typeof request === 'number') line.answer(request, '');
    else take(request, line);
  };
  socket.on('data', onData);
}

function readRequest(read: Buffer): RawRequest | number | 'more' {
  const headEnd = read.indexOf('\r\n\r\n');
  if (headEnd === -1) return read.length > mostHead ? 413 : 'more';
  const [first = '', ...headers] = read.toString('latin1', 0, headEnd).split('\r\n');
  const [, verb, path] = /^([A-Z]+) (\/\S*) HTTP\/1\.[01]$/.exec(first) ?? [];
  if (verb === undefined || path === undefined) return 400;
  const lengths = headers.filter((header) => /^content-length:/i.test(header)).map((header) => header.slice(header.indexOf(':') + 1).trim());
  if (headers.some((header) => /^transfer-encoding:/i.test(header)) || lengths.length > 1) return 411;
  const [length = '0'] = lengths;
  if (!/^\d{1,8}$/.test(length)) return 400;
  if (Number(length) > mostBody) return 413;
  const body = read.subarray(headEnd + 4);
  return body.length < Number(length) ? 'more' : { verb, path, body: body.subarray(0, Number(length)) };
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address !== null ? address.port : 0);
