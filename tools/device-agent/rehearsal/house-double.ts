import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { tellPublicKey, type NamedKey } from '#services/agents/frame-keys.ts';
import { agentProtocol, fromAgent, type FromAgent, type FromHouse } from '#services/agents/frames.ts';
import { newChallenge, openHearer, openSpeaker } from '#services/agents/sign-frame.ts';

export type Frame<K extends FromAgent['frame']> = Extract<FromAgent, { frame: K }>;

/** A house that speaks the agents' protocol and nothing else, for rehearsals of one agent: it verifies each frame as the real one does. */
export interface HouseDouble {
  /** `http://127.0.0.1:…` */
  readonly at: string;
  readonly keys: readonly NamedKey[];
  /** All that the agent said, on all lines. */
  readonly heard: readonly FromAgent[];
  /** Texts of the lines as they went over the wire, both ways. */
  readonly wire: readonly string[];
  /** The first frame of this kind that was not given back yet and fits. */
  next<K extends FromAgent['frame']>(kind: K, fits?: (frame: Frame<K>) => boolean): Promise<Frame<K>>;
  /** Asks, and waits for `answer` or `failed`. */
  ask(operation: string, input: unknown, more?: { readonly key?: string | null; readonly withinMs?: number }): Promise<Frame<'answer'> | Frame<'failed'>>;
  say(frame: FromHouse): void;
  /** As it is: not signed for this line. */
  sayText(text: string): void;
  /** The network is gone in the middle of whatever it was. */
  cut(): void;
  /** Whether what is delivered is taken at once. */
  taking: boolean;
  /** Whether new lines are let in, or are cut before a word. */
  open: boolean;
  /** Said in place of the welcome. */
  goodbye: string | undefined;
  close(): Promise<void>;
}

export interface HouseDoubleWish {
  readonly agentKey: () => KeyObject;
  readonly device: string;
  /** What it signs with; another key than `keys` makes a forger. */
  readonly signsWith?: KeyObject;
}

export async function openHouseDouble({ agentKey, device, signsWith }: HouseDoubleWish): Promise<HouseDouble> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const keys = [{ kid: 'house-1', key: tellPublicKey(privateKey) }];
  const [heard, wire, given] = [[] as FromAgent[], [] as string[], new Set<FromAgent>()];
  const waiting = new Set<() => void>();
  const server = createServer();
  const front = new WebSocketServer({ server, path: '/agents', handleProtocols: () => agentProtocol });
  let line: { readonly socket: WebSocket; readonly say: (frame: FromHouse) => void } | undefined;

  const next: HouseDouble['next'] = async <K extends FromAgent['frame']>(kind: K, fits: (frame: Frame<K>) => boolean = () => true) => {
    for (;;) {
      const found = heard.find((frame): frame is Frame<K> => isKind(frame, kind) && !given.has(frame) && fits(frame));
      if (found) {
        given.add(found);
        return found;
      }
      await new Promise<void>((resolve) => { waiting.add(resolve); });
    }
  };
  const double: HouseDouble = {
    get at() {
      const address = server.address();
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
    },
    keys, heard, wire, next, taking: true, open: true, goodbye: undefined,
    ask: async (operation, input, { key = null, withinMs = 30_000 } = {}) => {
      const id = randomUUID();
      double.say({ frame: 'ask', id, operation, input, key, withinMs });
      return Promise.race([next('answer', ({ to }) => to === id), next('failed', ({ to }) => to === id)]);
    },
    say: (frame) => { line?.say(frame); },
    sayText: (text) => { line?.socket.send(text); },
    cut: () => { line?.socket.terminate(); line = undefined; },
    close: async () => {
      for (const socket of front.clients) socket.terminate();
      front.close();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
  front.on('connection', (socket) => {
    if (!double.open) return socket.terminate();
    const [challenge, speak, hear] = [newChallenge(), openSpeaker({ kid: 'house-1', privateKey: signsWith ?? privateKey }), openHearer(fromAgent, () => agentKey())];
    let session = challenge;
    const say = (frame: FromHouse) => {
      const text = speak(session, frame);
      wire.push(text);
      socket.send(text);
    };
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      wire.push(text);
      const { frame } = hear(text, challenge);
      heard.push(frame);
      // Whoever waits goes on after this turn: what the frame leads to has been said by then.
      for (const look of waiting) look();
      waiting.clear();
      if (frame.frame === 'login') {
        // The real one reads no challenge of somebody it does not know.
        if (double.goodbye !== 'agents.unknown') session = frame.challenge;
        if (double.goodbye !== undefined) return say({ frame: 'goodbye', why: double.goodbye });
        line = { socket, say };
        say({ frame: 'welcome', device, at: 0, keys });
      }
      if (frame.frame === 'deliver' && double.taking) say({ frame: 'taken', id: frame.id });
    });
    say({ frame: 'hello', protocol: 1, at: 0 });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return double;
}

const isKind = <K extends FromAgent['frame']>(frame: FromAgent, kind: K): frame is Frame<K> => frame.frame === kind;
