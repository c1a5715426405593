import type { KeyObject } from 'node:crypto';
import { WebSocket } from 'ws';
import { readPublicKey, type NamedKey } from '#services/agents/frame-keys.ts';
import { agentProtocol, fromHouse, type AgentState, type FromAgent, type FromHouse } from '#services/agents/frames.ts';
import { BrokenFrame, mostFrameBytes, newChallenge, openHearer, openSpeaker } from '#services/agents/sign-frame.ts';
import type { Timing } from '../timing.ts';

export interface LineWish {
  /** `wss://…/agents`. */
  readonly address: string;
  readonly ca: string | null;
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The house's, the newest first. */
  readonly keys: readonly NamedKey[];
  readonly version: string;
  readonly state: () => Promise<AgentState>;
  readonly timing: Timing;
  readonly onWelcome: (say: Say, welcome: Extract<FromHouse, { frame: 'welcome' }>) => void;
  readonly onFrame: (frame: FromHouse) => void;
  /** Once; why, as a code: `goodbye` of the house first. */
  readonly onEnd: (why: string) => void;
}
/** False when the line is not there any more: what was said counts as not said. @throws BrokenFrame `too-large` */
export type Say = (frame: FromAgent) => boolean;

/** For each step until the house has greeted, and between two signs of life. */
const patienceMs = 20_000;

/** One line to the house, from its beginning to its end: hello, login, welcome, then frames both ways. Gives back how to cut it. */
export function openLine(wish: LineWish): () => void {
  const { timing } = wish;
  const socket = new WebSocket(`${wish.address}?key=${encodeURIComponent(wish.keys[0]?.kid ?? '')}`, agentProtocol, {
    maxPayload: mostFrameBytes, handshakeTimeout: patienceMs, perMessageDeflate: false, ...(wish.ca !== null && { ca: wish.ca }),
  });
  const speak = openSpeaker(wish);
  const hear = openHearer(fromHouse, (kid) => keyNamed(wish.keys, kid));
  const challenge = newChallenge();
  let session: string | undefined;
  let isWelcome = false;
  let hasEnded = false;
  let stopWaiting = timing.after(patienceMs, () => { end('no-answer'); });

  const end = (why: string) => {
    if (hasEnded) return;
    hasEnded = true;
    stopWaiting();
    socket.terminate();
    wish.onEnd(why);
  };
  const say: Say = (frame) => {
    if (hasEnded || session === undefined || socket.readyState !== WebSocket.OPEN) return false;
    socket.send(speak(session, frame));
    return true;
  };
  /** Whoever was silent for so long is asked; who stays silent is gone. */
  const listen = () => {
    stopWaiting();
    stopWaiting = timing.after(patienceMs, () => {
      if (!isWelcome) return end('no-answer');
      socket.ping();
      stopWaiting = timing.after(patienceMs, () => { end('silent'); });
    });
  };
  const take = async (text: string) => {
    const { frame, session: said } = hear(text, isWelcome ? challenge : 'whatever-it-says');
    // Whom the house does not know it says goodbye to in its own session: it cannot have read a challenge.
    if (session !== undefined && said !== challenge && (frame.frame !== 'goodbye' || said !== session)) throw new BrokenFrame('other-session');
    if (frame.frame === 'goodbye') return end(frame.why);
    if (session === undefined) {
      if (frame.frame !== 'hello') throw new BrokenFrame('malformed');
      session = said;
      const state = await wish.state();
      say({ frame: 'login', protocol: 1, challenge, version: wish.version, state });
    } else if (!isWelcome) {
      if (frame.frame !== 'welcome') throw new BrokenFrame('malformed');
      isWelcome = true;
      wish.onWelcome(say, frame);
    } else wish.onFrame(frame);
  };
  socket.on('message', (data, isBinary) => {
    listen();
    if (isBinary || !Buffer.isBuffer(data)) return end('broken-frame');
    take(data.toString('utf8')).catch((error: unknown) => { end(error instanceof BrokenFrame ? 'broken-frame' : 'failed'); });
  });
  socket.on('pong', listen);
  socket.on('ping', listen);
  socket.on('error', (error) => { end(networkCode(error)); });
  socket.on('close', () => { end('cut'); });
  return () => { end('closed'); };
}

function keyNamed(keys: readonly NamedKey[], kid: string): KeyObject | undefined {
  const found = keys.find((key) => key.kid === kid);
  return found && readPublicKey(found.key);
}

/** The system's own code in small letters (`econnrefused`, `self-signed-cert-in-chain`), never its sentence: that may hold an address. */
function networkCode(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unreachable';
  return code.toLowerCase().replaceAll('_', '-');
}
