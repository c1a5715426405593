import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { handTiming, type HandTiming } from '#tools/device-agent/rehearsal/hand-timing.ts';
import { openLine, type AgentLine, type LineMeans } from './agent-line.ts';
import { tellPublicKey } from './frame-keys.ts';
import { serveLines, type ServedLines } from './serve-lines.ts';
import { mostFrameBytes } from './sign-frame.ts';
import { connectAgent, idleState, loginOf, openTestLine, type TestIdentity, type TestLine } from './test-agent.ts';

/** The front of the lines over real sockets, with the house behind it played: what a stranger or a broken agent may cost is decided here. Its clock is moved by hand. */

const [house, agent] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const key = { kid: 'house-1', key: tellPublicKey(house.publicKey) };
const identity: TestIdentity = { kid: 'gent.tablet', device: 'tablet-1', keys: [key], privateKey: agent.privateKey };
const [login, beat] = [10_000, 20_000];
const state = { frame: 'state', state: idleState };

let timing: HandTiming;
let server: Server;
let served: ServedLines;
let url: string;
let lines: AgentLine[];
let looked: AgentLine[];
let kept: number;
let takeIn: PromiseWithResolvers<undefined>;
let ids: number;
/** Pieces that came over all sockets. */
let came: number;

beforeEach(async () => {
  [timing, lines, looked, kept, takeIn, ids, came] = [handTiming(0), [], [], 0, Promise.withResolvers(), 0, 0];
  over = new AbortController();
  const means: LineMeans = {
    keys: { signing: () => ({ kid: key.kid, privateKey: house.privateKey }), told: () => [key] }, now: timing.now,
    newId: () => { ids += 1; return `00000000-0000-7000-8000-${String(ids).padStart(12, '0')}`; },
    find: (kid) => Promise.resolve(kid === identity.kid ? { municipality: 'gent', device: identity.device, agent: 'tablet', publicKey: tellPublicKey(agent.publicKey) } : undefined),
    begin: () => Promise.resolve(true), keepState: () => { kept += 1; return Promise.resolve(); }, deliver: () => takeIn.promise, end: () => undefined,
  };
  const hub = {
    open: (...[wire, wanted]: Parameters<Parameters<typeof serveLines>[0]['hub']['open']>) => { const line = openLine(wire, means, wanted); lines.push(line); return line; },
    look: (line: AgentLine) => { looked.push(line); return Promise.resolve(); },
  };
  served = serveLines({ hub, log: { info: () => undefined, warn: () => undefined, error: () => undefined }, tooOften: () => undefined, loginMs: login, beatMs: beat, after: timing.after });
  server = createServer().on('upgrade', (request, socket, head) => {
    served.upgrade(request, socket, head);
    socket.on('data', () => { came += 1; });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(async () => {
  over.abort();
  served.close();
  await new Promise((resolve) => { server.close(resolve); });
});

/** Of a test that failed nobody waits on. */
let over: AbortController;
const until = async (is: () => boolean) => { while (!is() && !over.signal.aborted) await new Promise(setImmediate); };
/** All that the agent said before this was heard. */
const heard = async (line: TestLine, count: number) => {
  for (let said = 0; said < count; said += 1) line.say(state);
  const before = kept;
  await until(() => kept === before + count);
};

describe('at the door', () => {
  test('whoever has not shown who it is within ten seconds is sent away', async () => {
    const line = await openTestLine(url, identity);
    timing.pass(login - 1);
    expect(lines).toHaveLength(1);
    timing.pass(1);
    expect(await line.until('goodbye')).toMatchObject({ why: 'agents.too-late' });
    expect(await line.closed).toEqual({ code: 1000 });
  });

  test('whoever has, stays', async () => {
    const line = await connectAgent(url, identity);
    timing.pass(login);
    await heard(line, 1);
    expect(lines[0]?.known()).toMatchObject({ device: identity.device });
  });

  test('there is room for two hundred, and whoever comes after them is told to come later', async () => {
    const waiting = await Promise.all(Array.from({ length: 200 }, () => openTestLine(url, identity)));
    await expect(openTestLine(url, identity)).rejects.toThrow('503');
    waiting[0]?.close();
    await waiting[0]?.closed;
    await expect(comesIn()).resolves.toBeDefined();
  });

  test('whoever is let in makes room at once, and so does whoever is sent away', async () => {
    const waiting = await Promise.all(Array.from({ length: 200 }, () => openTestLine(url, identity)));
    const [first] = waiting;
    if (!first) throw new Error('nobody came');
    first.say(loginOf(first));
    await first.until('welcome');
    await openTestLine(url, identity);
    await expect(openTestLine(url, identity)).rejects.toThrow('503');
    timing.pass(login);
    await expect(openTestLine(url, identity)).resolves.toBeDefined();
  });

  /** The socket of whoever went may be there for a moment longer. */
  const comesIn = async (): Promise<TestLine> => {
    for (;;) {
      try {
        return await openTestLine(url, identity);
      } catch (error) {
        if (!(error instanceof Error && error.message === '503')) throw error;
      }
    }
  };
});

describe('a line', () => {
  test('may say two thousand frames in one beat and not one more; after the beat again', async () => {
    const line = await connectAgent(url, identity);
    // The login was one of them.
    await heard(line, 1_999);
    timing.pass(beat);
    await heard(line, 2_000);
    line.say(state);
    expect(await line.until('goodbye')).toMatchObject({ why: 'agents.broken-frame' });
  });

  test('that gives no sign of life from one beat to the next is cut', async () => {
    const line = await openTestLine(url, identity, { answersPings: false });
    line.say(loginOf(line));
    await line.until('welcome');
    timing.pass(beat);
    timing.pass(beat);
    expect(await line.closed).toEqual({ code: 1006 });
  });

  test('that says nothing but that it lives is looked at with each beat, for whoever was sent away without being told, and stays', async () => {
    const line = await connectAgent(url, identity);
    for (const time of [1, 2, 3]) {
      const before = came;
      timing.pass(beat);
      expect(looked).toHaveLength(time);
      await until(() => came > before);
    }
    await heard(line, 1);
  });

  test('that is closed is looked at no more', async () => {
    const line = await connectAgent(url, identity);
    line.close();
    await until(() => lines[0]?.known() === undefined);
    timing.pass(beat * 3);
    expect(looked).toEqual([]);
  });

  test('may wait for sixty-four of its answers to be taken in, and not for one more', async () => {
    const line = await connectAgent(url, identity);
    const deliver = () => { line.say({ frame: 'deliver', id: crypto.randomUUID(), message: 'pressed', payload: {} }); };
    for (let time = 0; time < 64; time += 1) deliver();
    takeIn.resolve(undefined);
    for (let time = 0; time < 64; time += 1) await line.until('taken');
    takeIn = Promise.withResolvers();
    for (let time = 0; time < 65; time += 1) deliver();
    expect(await line.until('goodbye')).toMatchObject({ why: 'agents.broken-frame' });
  });

  test('that reads nothing of what it is asked is cut before the house holds more than some megabytes for it', async () => {
    const line = await connectAgent(url, identity);
    line.stopReading();
    const large = 'a'.repeat(mostFrameBytes / 2);
    // What the system keeps of a socket on its way is not ours to count: asked until it is over.
    const asking: Promise<unknown>[] = [];
    for (let time = 0; time < 200 && lines[0]?.known(); time += 1) {
      asking.push(lines[0].ask({ operation: 'press', input: large, key: null, withinMs: 60_000 }).catch((error: unknown) => error));
      await new Promise(setImmediate);
    }
    expect(lines[0]?.known()).toBeUndefined();
    expect(await Promise.all(asking)).toContainEqual(expect.objectContaining({ type: 'agents.no-answer' }));
  });
});
