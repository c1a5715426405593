import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCallerProofs, type CallerProofs } from '#services/identity/caller-proofs.ts';
import { openIssuerKeys } from '#services/identity/issuer-keys.ts';
import { openTokenIssuer } from '#services/identity/tokens.ts';
import { covers, type Caller } from '#services/kernel/caller.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

/** Every action of the house, also those that no route leads to: on the bus, each has an address. */
let actions: readonly { readonly name: string; readonly scope: string }[];
let t: TestHouse;
let ours: CallerProofs;
let foreign: CallerProofs;
let elsewhere: string;
const [here, notHere] = [new Set(['gent', 'kortenberg']), new Set(['gent', 'kortenberg', 'brugge'])];

beforeAll(async () => {
  t = await openTestHouse();
  elsewhere = mkdtempSync(join(tmpdir(), 'eid-elsewhere-'));
  const { realNow } = t.house.engine;
  const proofsOf = async (folder: string, municipalities: ReadonlySet<string>) => {
    const keys = await openIssuerKeys(folder);
    return openCallerProofs(keys, openTokenIssuer(keys, municipalities, realNow, { has: () => false }), municipalities, realNow);
  };
  // As if a node of ours had been set up for a municipality that this one does not serve.
  [ours, foreign] = [await proofsOf(join(t.dataDir, 'keys'), notHere), await proofsOf(elsewhere, here)];
  actions = t.house.plugins.flatMap(({ contract }) => Object.entries(contract.actions as Record<string, { scope: string }>).map(([action, { scope }]) => ({ name: `${contract.id}.${action}`, scope })));
});
afterAll(async () => {
  await t.stop();
  rmSync(elsewhere, { recursive: true });
});

const everything = (scopes: readonly string[], municipality = 'gent'): Caller => ({ kind: 'official', actor: 'official:els.peeters', municipality, scopes });
const call = async (name: string, meta: Readonly<Record<string, unknown>>): Promise<string> => {
  try {
    await t.house.broker.call(name, {}, { meta: { traceId: 'forged', ...meta } });
    return 'done';
  } catch (error) {
    return error instanceof Error && 'type' in error ? String(error.type) : 'broken';
  }
};

test('there are many of them, and each says which scope it needs', () => {
  expect(actions.length).toBeGreaterThan(60);
  expect(actions.filter(({ scope }) => !/^[a-z-]+:[a-zA-Z-]+$/.test(scope))).toEqual([]);
});

test('no action believes what a call says of its caller', async () => {
  for (const { name, scope } of actions) {
    const caller = everything([scope]);
    for (const [meta, type] of [
      [{}, 'token-missing'], [{ caller }, 'token-missing'], [{ caller, proof: caller }, 'token-missing'], [{ caller, proof: '' }, 'token-missing'], [{ caller, proof: 'eid' }, 'token-forged'],
      [{ caller: { ...caller, kind: 'house' }, user: caller, $caller: caller }, 'token-missing'],
    ] as const) expect([name, await call(name, meta)]).toEqual([name, `identity.${type}`]);
  }
});

test('no action believes a proof of another installation, of a municipality that is not served here, or of which a part was changed', async () => {
  for (const { name, scope } of actions) {
    const [head = '', body = '', signature = ''] = (await ours.vouch(everything(['no:thing']))).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const changed = (change: object) => [head, Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url'), signature].join('.');
    for (const proof of [
      await foreign.vouch(everything([scope])), await ours.vouch(everything([scope], 'brugge')), changed({ scopes: [scope] }), changed({ municipality: 'kortenberg', scopes: [scope] }), changed({ kind: 'house', via: 'request' }),
    ]) expect([name, await call(name, { proof })]).toEqual([name, 'identity.token-forged']);
  }
});

test('no action is opened by any scope of the house but its own, in either municipality', async () => {
  const scopes = new Set(actions.flatMap(({ scope }) => [scope, `${scope.split(':')[0]}:*`]));
  let tried = 0;
  for (const { name, scope } of actions) {
    const wrong = [...scopes].filter((other) => !covers([other], scope));
    for (const municipality of here) {
      // All wrong ones at once, and each of them by itself: none opens, alone or with others.
      for (const held of [[], wrong, ...(municipality === 'gent' ? wrong.map((other) => [other]) : [])]) {
        expect([name, held.length, await call(name, { proof: await ours.vouch(everything(held, municipality)) })]).toEqual([name, held.length, 'caller.scope-missing']);
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(3_000);
});

test('no plugin reaches an action that its contract does not name, whatever the credential holds', async () => {
  for (const { name, scope } of actions) {
    for (const plugin of t.house.plugins) {
      if (plugin.contract.calls.includes(name)) continue;
      const proof = await ours.vouch({ ...everything([scope]), via: plugin.contract.id });
      expect([name, plugin.contract.id, await call(name, { proof })]).toEqual([name, plugin.contract.id, 'caller.scope-missing']);
    }
  }
});
