import type { AgentAnswer, AgentState } from '#services/kernel/agent-lines.ts';
import { agentsFailures } from './agents.failures.ts';
import { readPublicKey, type NamedKey } from './frame-keys.ts';
import { fromAgent, type FromAgent, type FromHouse } from './frames.ts';
import type { HouseFrameKeys } from './house-frame-keys.ts';
import { BrokenFrame, newChallenge, openHearer, openSpeaker, signerOf } from './sign-frame.ts';

/** What carries the frames. */
export interface Wire {
  send(text: string): void;
  /** Once all that was said has left. */
  close(): void;
  /** Who is at the other end has shown who it is, and is let in. */
  known(): void;
}

/** Who is at the other end, once it has shown so. */
export interface KnownAgent { readonly municipality: string; readonly device: string; readonly agent: string; readonly publicKey: string }

export type Delivered = Extract<FromAgent, { frame: 'deliver' }>;

export interface LineMeans {
  readonly keys: HouseFrameKeys;
  readonly now: () => number;
  readonly newId: () => string;
  /** Undefined: nobody, or somebody who was sent away. */
  readonly find: (kid: string) => Promise<KnownAgent | undefined>;
  /** It is the line of this device from now on. False where it was sent away meanwhile. */
  readonly begin: (known: KnownAgent, line: AgentLine, state: AgentState) => Promise<boolean>;
  readonly keepState: (known: KnownAgent, line: AgentLine, state: AgentState) => Promise<void>;
  /** Resolves once it is durably taken in; else why not, and whether later may be better. */
  readonly deliver: (known: KnownAgent, delivered: Delivered) => Promise<undefined | { readonly why: string; readonly again: boolean }>;
  readonly end: (line: AgentLine, known: KnownAgent | undefined) => void;
}

export interface AgentLine {
  readonly id: string;
  /** Once it is welcome. */
  readonly known: () => KnownAgent | undefined;
  hear(text: string): void;
  /** @throws agents.no-answer */
  ask(ask: { readonly operation: string; readonly input: unknown; readonly key: string | null; readonly withinMs: number }): Promise<AgentAnswer>;
  /** Says goodbye and closes. */
  cut(why: string): void;
  /** The wire is gone. */
  closed(): void;
}

/** So many deliveries may wait to be taken in: an agent sends the next ones when these are answered. */
const mostWaiting = 64;

/** One line of one agent, from the house's first frame to the last. */
export function openLine(wire: Wire, means: LineMeans, wantedKey: string | undefined): AgentLine {
  const challenge = newChallenge();
  const speak = openSpeaker(means.keys.signing(wantedKey));
  let theirs = challenge;
  let hearing: ReturnType<typeof openHearer<typeof fromAgent>> | undefined;
  let known: KnownAgent | undefined;
  let step: 'hello' | 'login' | 'open' | 'closed' = 'hello';
  let waiting = 0;
  let delivering: Promise<void> = Promise.resolve();
  const asked = new Map<string, (answer: AgentAnswer | undefined) => void>();

  const say = (frame: FromHouse) => { if (step !== 'closed') wire.send(speak(theirs, frame)); };
  const cut = (why: string) => {
    if (step === 'closed') return;
    say({ frame: 'goodbye', why });
    over();
    wire.close();
  };
  const over = () => {
    if (step === 'closed') return;
    step = 'closed';
    for (const answer of asked.values()) answer(undefined);
    means.end(line, known);
  };
  const breakOff = (error: unknown) => cut(error instanceof BrokenFrame ? 'agents.broken-frame' : 'agents.failed');

  const logIn = async (text: string) => {
    const found = await means.find(signerOf(text));
    if (!found) return cut('agents.unknown');
    const key = readPublicKey(found.publicKey);
    hearing = openHearer(fromAgent, () => key);
    const { frame } = hearing(text, challenge);
    if (frame.frame !== 'login') throw new BrokenFrame('malformed');
    known = found;
    theirs = frame.challenge;
    if (!await means.begin(found, line, frame.state)) return cut('agents.revoked');
    if (step !== 'login') return;
    step = 'open';
    wire.known();
    say({ frame: 'welcome', device: found.device, at: means.now(), keys: told(means.keys) });
  };

  const takeIn = async (from: KnownAgent, delivered: Delivered) => {
    const refused = await means.deliver(from, delivered);
    waiting -= 1;
    say(refused ? { frame: 'not-taken', id: delivered.id, ...refused } : { frame: 'taken', id: delivered.id });
  };

  const understand = (from: KnownAgent, frame: FromAgent) => {
    if (frame.frame === 'answer') asked.get(frame.to)?.({ done: true, result: frame.result });
    else if (frame.frame === 'failed') asked.get(frame.to)?.({ done: false, why: frame.why });
    else if (frame.frame === 'state') void means.keepState(from, line, frame.state);
    else if (frame.frame === 'deliver') {
      waiting += 1;
      if (waiting > mostWaiting) throw new BrokenFrame('too-many');
      delivering = delivering.then(() => takeIn(from, frame)).catch(breakOff);
    } else throw new BrokenFrame('malformed');
  };

  const line: AgentLine = {
    id: means.newId(),
    known: () => (step === 'open' ? known : undefined),
    hear: (text) => {
      try {
        if (step === 'closed') return;
        if (step === 'hello') {
          step = 'login';
          void logIn(text).catch(breakOff);
        } else if (step === 'open' && hearing && known) understand(known, hearing(text, challenge).frame);
        // Nobody has anything to say between the login and the welcome.
        else throw new BrokenFrame('out-of-order');
      } catch (error) {
        breakOff(error);
      }
    },
    ask: async ({ operation, input, key, withinMs }) => {
      if (step !== 'open') throw agentsFailures['not-connected']();
      const id = means.newId();
      const answer = await new Promise<AgentAnswer | undefined>((resolve) => {
        say({ frame: 'ask', id, operation, input, key, withinMs });
        const timer = setTimeout(resolve, withinMs, undefined);
        asked.set(id, (given) => { clearTimeout(timer); resolve(given); });
      }).finally(() => asked.delete(id));
      if (!answer) throw agentsFailures['no-answer']();
      return answer;
    },
    cut,
    closed: over,
  };
  say({ frame: 'hello', protocol: 1, at: means.now() });
  return line;
}

const told = (keys: HouseFrameKeys): NamedKey[] => [...keys.told()];
