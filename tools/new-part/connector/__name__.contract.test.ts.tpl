import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { __camel__Config } from './__name__.config.ts';
import type { __camel__ } from './__name__.port.ts';
import { live__Pascal__ } from './live/live-__name__.ts';
import { open__Pascal__ } from './sandbox/open-__name__.ts';
import { served__Pascal__ } from './sandbox/served/serve-__name__.ts';

/** Rules that hold whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof __camel__>;
  readonly check: () => Promise<readonly { readonly what: string; readonly ok: boolean }[]>;
  readonly call: (key?: string) => OutwardCall;
  readonly pull: (lever: string, input: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const at = Date.UTC(2026, 10, 24, 9);

function aBench() {
  const bench = sandboxBench(__camel__Config.parse({}), at);
  const sandbox = open__Pascal__(bench.env);
  return { ...bench, sandbox, pull: (lever: string, input: unknown) => bench.pull(sandbox, lever, input), end: () => { sandbox.close(); bench.remove(); } };
}

function inProcess(): Promise<Side> {
  const { sandbox, call, pull, end } = aBench();
  return Promise.resolve({ port: sandbox.implementation, check: () => Promise.resolve([]), call, pull, close: () => Promise.resolve(end()) });
}

/** The live side, pointed at the sandbox behind its wire. */
async function overWire(): Promise<Side> {
  const { sandbox, env, call, pull, end } = aBench();
  const folder = join(env.folder, '__name__');
  const { url, close } = await serveHandler(async (there) => (await served__Pascal__.open(sandbox, { ...env, folder, url: there, realNow: Date.now })).handle);
  const liveEnv: LiveEnv<unknown> = { ...env, config: live__Pascal__.config.parse(served__Pascal__.settings({ url, folder })), realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') };
  const port: PortImplementation<typeof __camel__> & Partial<AsyncDisposable> = live__Pascal__.open(liveEnv);
  return { port, check: () => live__Pascal__.check(liveEnv), call, pull, close: async () => { await port[Symbol.asyncDispose]?.(); await close(); end(); } };
}

describe.each([['the sandbox inside the process', inProcess], ['the live side over REST', overWire]])('%s', (_name, open) => {
  let side: Side;
  beforeEach(async () => { side = await open(); });
  afterEach(() => side.close());

  test('knows what was recorded, and nothing else', async () => {
    expect(await side.port.find({ reference: 'a-1' }, side.call(''))).toEqual({ state: 'unknown' });
    await side.port.record({ reference: 'a-1', state: 'open' }, side.call());
    expect(await side.port.find({ reference: 'a-1' }, side.call(''))).toEqual({ state: 'open' });
  });

  test('does what has one key once', async () => {
    await side.port.record({ reference: 'a-2', state: 'open' }, side.call('key-1'));
    await side.pull('put', { reference: 'a-2', state: 'done' });
    await side.port.record({ reference: 'a-2', state: 'open' }, side.call('key-1'));
    expect(await side.port.find({ reference: 'a-2' }, side.call(''))).toEqual({ state: 'done' });
  });

  test('refuses for good to open again what is done', async () => {
    await side.pull('put', { reference: 'a-3', state: 'done' });
    await expect(side.port.record({ reference: 'a-3', state: 'open' }, side.call())).rejects.toMatchObject({ type: '__name__.refused', data: { retry: 'never' } });
  });

  test('that is down has done nothing; one whose answer is lost may have', async () => {
    for (const [kind, failure, state] of [['down', { type: '__name__.unavailable', data: { retry: 'safe' } }, 'unknown'], ['answers-late', { type: '__name__.no-answer', data: { retry: 'ambiguous' } }, 'open']] as const) {
      await side.pull('fault', { operation: 'record', kind, times: 1 });
      await expect(side.port.record({ reference: kind, state: 'open' }, side.call())).rejects.toMatchObject(failure);
      expect(await side.pull('look', { reference: kind })).toEqual({ state });
    }
  });

  test('is found to be right by a look that changes nothing', async () => {
    expect((await side.check()).filter(({ ok }) => !ok)).toEqual([]);
    expect(await side.pull('ledger', {})).toEqual({ entries: [] });
  });
});
