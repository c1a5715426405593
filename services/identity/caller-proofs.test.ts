import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '#services/kernel/caller.ts';
import { openCallerProofs } from './caller-proofs.ts';
import { openIssuerKeys } from './issuer-keys.ts';
import { openTokenIssuer } from './tokens.ts';

const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'eid-proofs-')));
afterAll(() => { for (const path of folders) rmSync(path, { recursive: true }); });
let now = Date.parse('2026-11-29T09:00:00Z');

async function node(folder = folders[0] ?? '', municipalities = ['gent', 'kortenberg']) {
  const keys = await openIssuerKeys(folder);
  const served = new Set(municipalities);
  const issuer = openTokenIssuer(keys, served, () => now, { has: () => false });
  return { issuer, proofs: openCallerProofs(keys, issuer, served, () => now) };
}

const els: Caller = { kind: 'official', actor: 'official:els.peeters', municipality: 'gent', scopes: ['journey:read'] };
const callers: readonly Caller[] = [
  els, { ...els, via: 'request' }, { kind: 'house', actor: 'job:expiry-check', municipality: 'kortenberg', scopes: [] },
  { kind: 'citizen', actor: 'citizen', municipality: 'gent', scopes: ['request:read'], dossier: '0193b7a0-0000-7000-8000-000000000001' },
];

test.each(callers)('what one node says of $actor, another node of the installation can check', async (caller) => {
  const { proofs } = await node();
  const other = await node();
  expect(await other.proofs.verify(await proofs.vouch(caller))).toEqual(caller);
});

test('the credential of somebody from outside proves to any node who that is', async () => {
  const { issuer } = await node();
  const { token } = await issuer.issue(els, 5);
  expect(await (await node()).proofs.verify(token)).toMatchObject(els);
});

test('nobody comes in from outside with what nodes tell each other', async () => {
  const { issuer, proofs } = await node();
  await expect(issuer.verify(await proofs.vouch(els))).rejects.toMatchObject({ type: 'identity.token-forged' });
});

test('what another installation says of a caller is refused, and so is a municipality that is not served here', async () => {
  const { proofs } = await node();
  await expect(proofs.verify(await (await node(folders[1])).proofs.vouch(els))).rejects.toMatchObject({ type: 'identity.token-forged' });
  await expect((await node(folders[0], ['kortenberg'])).proofs.verify(await proofs.vouch(els))).rejects.toMatchObject({ type: 'identity.token-forged' });
});

test('a proof in which the municipality or a scope was changed is refused', async () => {
  const { proofs } = await node();
  const [head, body, signature] = (await proofs.vouch(els)).split('.');
  const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as Record<string, unknown>;
  for (const change of [{ municipality: 'kortenberg' }, { scopes: ['payment:*'] }, { kind: 'house' }, { via: 'request' }]) {
    const forged = [head, Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url'), signature].join('.');
    await expect(proofs.verify(forged)).rejects.toMatchObject({ type: 'identity.token-forged', code: 401 });
  }
});

test.each(['', 'x', 'a.b.c', `${Buffer.from('{"alg":"none","typ":"eid-caller+jwt"}').toString('base64url')}.e30.`])('what is no proof at all is refused: %j', async (proof) => {
  await expect((await node()).proofs.verify(proof)).rejects.toMatchObject({ code: 401 });
});

test('a proof is good for minutes only, and one that is given out is good for as long as a call may take', async () => {
  const { proofs } = await node();
  const proof = await proofs.vouch(els);
  now += 59_000;
  const again = await proofs.vouch(els);
  now += 3 * 60_000;
  expect(await (await node()).proofs.verify(again)).toEqual(els);
  now += 2 * 60_000;
  await expect((await node()).proofs.verify(proof)).rejects.toMatchObject({ code: 401 });
  expect(await (await node()).proofs.verify(await proofs.vouch(els))).toEqual(els);
});
