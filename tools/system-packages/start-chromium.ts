import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { chromium, demand } from './packages.ts';
import { freePort, startProcess } from './server-process.ts';

const answerWithinMs = 300_000;
const said = z.union([
  z.object({ id: z.int(), result: z.record(z.string(), z.unknown()) }), z.object({ id: z.int(), error: z.object({ message: z.string() }) }),
  z.object({ method: z.string(), params: z.record(z.string(), z.unknown()) }),
]);

/** A browser with one page, driven over its own protocol (Chrome DevTools). */
export interface Browser {
  /** Resolves when the page and what it loads are there. */
  open(url: string): Promise<void>;
  /** The value of an expression in the page; of a promise, what it resolves to. */
  evaluate(expression: string): Promise<unknown>;
  /** Waits in the page until the expression holds. */
  until(expression: string): Promise<void>;
  /** A key on the keyboard, where the focus is. */
  press(key: 'Enter' | 'Tab'): Promise<void>;
  /** What the browser found wrong with pages: refused by a policy, broken scripts, addresses that did not answer well. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

const keys = { Enter: { code: 13, text: '\r' }, Tab: { code: 9, text: undefined } };

/** A browser of its own for a system test. It only ever sees pages of this machine, so it may do without the sandbox that root cannot have. */
export async function startChromium(): Promise<Browser> {
  const program = demand(chromium);
  const [port, profile] = [await freePort(), mkdtempSync(join(tmpdir(), 'eid-chromium-'))];
  const running = startProcess(program, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, 'about:blank']);
  const stop = async () => {
    await running.end('SIGTERM');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    let address = '';
    await running.answers(async () => {
      const targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() })).parse(await (await fetch(`http://127.0.0.1:${port}/json`)).json());
      address = targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '';
      if (address === '') throw new Error('no page yet');
    }, answerWithinMs);
    return { ...await drive(address), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function drive(address: string): Promise<Omit<Browser, 'stop'>> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the browser does not answer')));
  });
  const [waiting, complaints]: [Map<number, (answer: z.output<typeof said>) => void>, string[]] = [new Map(), []];
  let loaded: () => void = () => undefined;
  socket.addEventListener('message', ({ data }) => {
    const message = said.safeParse(JSON.parse(String(data))).data;
    if (message === undefined) return;
    if ('id' in message) waiting.get(message.id)?.(message);
    else if (message.method === 'Page.loadEventFired') loaded();
    else if (message.method === 'Log.entryAdded' || message.method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(message.params));
  });
  let last = 0;
  const command = async (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> => {
    last += 1;
    const answer = await new Promise<z.output<typeof said>>((resolve) => {
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
    if (!('result' in answer)) throw new Error(`${method}: ${'error' in answer ? answer.error.message : 'no answer'}`);
    return answer.result;
  };
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await command('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(`in the page: ${JSON.stringify(exceptionDetails)}`);
    return z.object({ value: z.unknown().optional() }).parse(result).value;
  };
  for (const part of ['Log', 'Runtime', 'Page']) await command(`${part}.enable`);
  return {
    complaints, evaluate,
    open: async (url) => {
      const done = new Promise<void>((resolve) => { loaded = resolve; });
      await command('Page.navigate', { url });
      await done;
    },
    until: async (expression) => { await evaluate(`new Promise((resolve) => { const look = () => (${expression}) ? resolve() : setTimeout(look, 20); look(); })`); },
    press: async (key) => {
      const { code, text } = keys[key];
      const event = { key, code: key, windowsVirtualKeyCode: code };
      await command('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(text !== undefined && { text }) });
      await command('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
  };
}
