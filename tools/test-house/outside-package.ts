import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as npm installs it below this folder: a connector to the turnstile of a town hall, and a plugin that looks at it. */
export function installOutsidePackage(root: string): string {
  const name = '@city/turnstile';
  const folder = join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({
    name, version: '1.0.0', type: 'module', exports: { '.': './main.js', './package.json': './package.json' },
    eidAanHuis: { api: '1', entry: './main.js', plugins: ['turnstiles'], connectors: ['turnstile'] },
  }));
  writeFileSync(join(folder, 'turnstile.js'), connector);
  writeFileSync(join(folder, 'main.js'), plugin);
  return name;
}

const connector = `
import { defineConnector, defineLive, definePort, failures, z } from 'eid-aan-huis/sdk';

const state = z.object({ open: z.boolean() });
export const turnstile = definePort('turnstile', { state: { idempotency: 'read', input: z.object({}), output: state } });
const failed = failures('turnstile', { unavailable: { status: 503, retry: 'safe', title: 'The turnstile does not answer.' } });

const ask = async ({ config, fetch }, signal) => {
  try {
    return state.parse(await (await fetch(config.url, { signal })).json());
  } catch (cause) {
    throw failed.unavailable({ cause });
  }
};
export const turnstileConnector = defineConnector(turnstile, {
  title: 'The turnstile of the town hall',
  config: z.strictObject({}),
  sandbox: () => ({ implementation: { state: async () => ({ open: false }) }, levers: {}, close: () => undefined }),
  live: defineLive(z.strictObject({ url: z.url() }), {
    open: (env) => ({ state: (_input, { signal }) => ask(env, signal) }),
    check: (env) => ask(env).then(() => [{ what: 'reachability', ok: true, says: 'it answers' }], () => [{ what: 'reachability', ok: false, says: 'it does not answer' }]),
  }),
});
`;

const plugin = `
import { defineContract, definePlugin, handle, z } from 'eid-aan-huis/sdk';
import { turnstile, turnstileConnector } from './turnstile.js';

const contract = defineContract('turnstiles', {
  title: 'Looks at the turnstile', config: z.strictObject({}), uses: { turnstile }, calls: [], events: {},
  actions: { look: { kind: 'query', summary: 'Is it open?', scope: 'journey:read', input: z.strictObject({}), output: z.object({ open: z.boolean() }) } },
});
export const connectors = [turnstileConnector];
export const plugins = [definePlugin(contract, {
  actions: { look: handle(contract, 'look', (ctx) => ctx.ports.turnstile.state({})) },
  routes: [{ method: 'GET', path: '/turnstiles', action: 'turnstiles.look' }],
})];
`;
