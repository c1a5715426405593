import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '#services/kernel/context.ts';
import { agentProtocol, agentsPath } from './frames.ts';
import type { AgentHub } from './open-hub.ts';
import { mostFrameBytes } from './sign-frame.ts';

export interface LinesOptions {
  readonly hub: Pick<AgentHub, 'open' | 'look'>;
  readonly log: Log;
  /** Seconds to wait, for who comes too often. */
  readonly tooOften: (request: IncomingMessage) => number | undefined;
  /** Milliseconds: who has not shown who he is by then, or does not answer within one beat, is cut off. */
  readonly loginMs?: number;
  readonly beatMs?: number;
  /** Calls back once so many milliseconds are over, unless what it gives back is called before. */
  readonly after?: (milliseconds: number, then: () => void) => () => void;
}

/** The front of the lines: WebSockets on the server of the gateway. */
export interface ServedLines {
  /** @returns whether it was for a line of an agent */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

/** So many may be at the door at once, not yet known. */
const mostAtTheDoor = 200;
/** So many frames a line may send in one beat, and so much may wait to be read by a slow one. */
const mostFramesPerBeat = 2_000;
const mostUnread = 8 * mostFrameBytes;
const afterReally: NonNullable<LinesOptions['after']> = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  return () => { clearTimeout(timer); };
};

export function serveLines({ hub, log, tooOften, loginMs = 10_000, beatMs = 20_000, after = afterReally }: LinesOptions): ServedLines {
  const server = new WebSocketServer({
    noServer: true, maxPayload: mostFrameBytes, perMessageDeflate: false, clientTracking: true,
    handleProtocols: (offered) => (offered.has(agentProtocol) ? agentProtocol : false),
  });
  let atTheDoor = 0;

  const serve = (socket: WebSocket, wantedKey: string | undefined) => {
    let [alive, frames, isAtTheDoor] = [true, 0, true];
    atTheDoor += 1;
    const goIn = () => {
      if (isAtTheDoor) atTheDoor -= 1;
      isAtTheDoor = false;
    };
    const line = hub.open({
      send: (text) => { if (socket.bufferedAmount > mostUnread) socket.terminate(); else socket.send(text); },
      close: () => socket.close(1000),
      known: goIn,
    }, wantedKey);
    const stopLogin = after(loginMs, () => {
      if (!line.known()) line.cut('agents.too-late');
      goIn();
    });
    const beat = () => {
      if (!alive) return socket.terminate();
      [alive, frames] = [false, 0];
      socket.ping();
      // While the database is away nobody is cut off.
      void hub.look(line).catch(() => undefined);
      stopBeat = after(beatMs, beat);
    };
    let stopBeat = after(beatMs, beat);
    socket.on('pong', () => { alive = true; });
    socket.on('message', (data, isBinary) => {
      alive = true;
      frames += 1;
      if (isBinary || !Buffer.isBuffer(data) || frames > mostFramesPerBeat) return line.cut('agents.broken-frame');
      line.hear(data.toString('utf8'));
    });
    // What ws refuses by itself: a frame that is too large, or no WebSocket at all. It closes then.
    socket.on('error', (error) => { log.warn({ code: 'code' in error ? error.code : undefined }, 'a line of a device agent broke'); });
    socket.on('close', () => {
      stopLogin();
      stopBeat();
      goIn();
      line.closed();
    });
  };

  return {
    upgrade: (request, socket, head) => {
      const address = URL.parse(request.url ?? '', 'http://house');
      if (address?.pathname !== agentsPath) return false;
      const wait = tooOften(request);
      const offers = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
      if (wait !== undefined) refuse(socket, '429 Too Many Requests', `Retry-After: ${wait}\r\n`);
      else if (atTheDoor >= mostAtTheDoor) refuse(socket, '503 Service Unavailable', 'Retry-After: 5\r\n');
      else if (!offers.includes(agentProtocol)) refuse(socket, '400 Bad Request');
      else server.handleUpgrade(request, socket, head, (opened) => serve(opened, address.searchParams.get('key') ?? undefined));
      return true;
    },
    close: () => { for (const socket of server.clients) socket.terminate(); },
  };
}

/** Before it became a line it is HTTP still. */
export function refuse(socket: Duplex, status: string, headers = ''): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
