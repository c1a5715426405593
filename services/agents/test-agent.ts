import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { WebSocket } from 'ws';
import { enrolled, enrolmentsPath, type Enrolled } from './enrolment.ts';
import { proveKey, readPublicKey, tellPublicKey } from './frame-keys.ts';
import { agentProtocol, agentsPath, fromHouse, type FromHouse } from './frames.ts';
import { newChallenge, openHearer, openSpeaker } from './sign-frame.ts';

/** An agent for tests that does what it is told, also what no honest agent does. */
export interface TestIdentity extends Pick<Enrolled, 'kid' | 'device' | 'keys'> { readonly privateKey: KeyObject }

export interface TestLine {
  /** The next frame of the house, verified; undefined once the line is closed. */
  next(): Promise<FromHouse | undefined>;
  /** The next one of that kind; what comes before it is passed over. */
  until<F extends FromHouse['frame']>(frame: F): Promise<Extract<FromHouse, { frame: F }>>;
  say(frame: object): void;
  /** As it is. */
  send(raw: string | Buffer): void;
  /** Signs without sending, with the next count or another session. */
  sign(frame: object, session?: string): string;
  readonly challenge: () => string;
  readonly closed: Promise<{ readonly code: number }>;
  /** Reads nothing of what the house says. */
  stopReading(): void;
  close(): void;
}

export const idleState = { cardReader: 'no-card', pinpad: false, fingerprints: 'ready', waiting: 0 } as const;
const version = 'test';

export async function enrolAt(url: string, nis: string, code: string, means: { readonly keys?: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }; readonly proof?: string } = {}): Promise<{ readonly status: number; readonly body: unknown; readonly identity: TestIdentity | undefined }> {
  const { privateKey, publicKey } = means.keys ?? generateKeyPairSync('ed25519');
  const answer = await fetch(`${url}${enrolmentsPath(nis)}`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey: tellPublicKey(publicKey), proof: means.proof ?? proveKey(privateKey, { nis, code }) }),
  });
  const body: unknown = await answer.json();
  const read = enrolled.safeParse(body);
  return { status: answer.status, body, identity: read.data && { ...read.data, privateKey } };
}

/** Opens a line up to the house's challenge. @throws where the house does not open one, with its status */
export async function openTestLine(url: string, identity: TestIdentity, options: { readonly protocol?: string; /** False: it is there and says nothing when it is asked for a sign of life. */ readonly answersPings?: boolean } = {}): Promise<TestLine> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${agentsPath}?key=${identity.keys[0]?.kid ?? ''}`, options.protocol ?? agentProtocol, { autoPong: options.answersPings ?? true });
  const waiting: ((frame: FromHouse | undefined) => void)[] = [];
  const heard: (FromHouse | undefined)[] = [];
  const hear = openHearer(fromHouse, (kid) => { const found = identity.keys.find((key) => key.kid === kid); return found && readPublicKey(found.key); });
  const speak = openSpeaker({ kid: identity.kid, privateKey: identity.privateKey });
  const mine = newChallenge();
  let [theirs, first] = ['', true];
  const give = (frame: FromHouse | undefined) => { const taker = waiting.shift(); if (taker) taker(frame); else heard.push(frame); };
  socket.on('message', (data: Buffer) => {
    const { frame, session } = hear(data.toString('utf8'), 'whatever-it-says');
    if (first) theirs = session;
    else if (session !== mine && session !== theirs) throw new Error('the house spoke in another session');
    first = false;
    give(frame);
  });
  const closed = new Promise<{ code: number }>((resolve) => { socket.on('close', (code) => { give(undefined); resolve({ code }); }); });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) => { reject(new Error(String(response.statusCode))); socket.terminate(); });
    socket.on('error', reject);
  });
  const next = () => (heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise<FromHouse | undefined>((resolve) => { waiting.push(resolve); }));
  const line: TestLine = {
    next, closed, challenge: () => mine,
    until: async (kind) => {
      for (;;) {
        const frame = await next();
        if (!frame) throw new Error(`the line closed before '${kind}'`);
        if (isKind(frame, kind)) return frame;
      }
    },
    say: (frame) => socket.send(line.sign(frame)),
    send: (raw) => socket.send(raw),
    sign: (frame, session = theirs) => speak(session, frame),
    stopReading: () => socket.pause(),
    close: () => socket.terminate(),
  };
  await line.until('hello');
  return line;
}

export const loginOf = (line: TestLine): object => ({ frame: 'login', protocol: 1, challenge: line.challenge(), version, state: idleState });

/** Opens a line and logs in. */
export async function connectAgent(url: string, identity: TestIdentity): Promise<TestLine> {
  const line = await openTestLine(url, identity);
  line.say(loginOf(line));
  await line.until('welcome');
  return line;
}

function isKind<F extends FromHouse['frame']>(frame: FromHouse, kind: F): frame is Extract<FromHouse, { frame: F }> {
  return frame.frame === kind;
}
