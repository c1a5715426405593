import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Caller } from '#services/kernel/caller.ts';
import { openIssuerKeys } from './issuer-keys.ts';
import { openTokenIssuer } from './tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-keys-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'eid-keys-'));
let now = Date.parse('2026-11-24T09:00:00Z');
const issuer = async (at: string, municipalities = ['gent', 'kortenberg']) => openTokenIssuer(await openIssuerKeys(at), new Set(municipalities), () => now, { has: ({ session }) => ended.has(session?.id ?? '') });
const ended = new Set<string>();
const els: Caller = { kind: 'official', actor: 'official:els.peeters', municipality: 'gent', scopes: ['journey:read'] };
afterAll(() => { for (const path of [folder, elsewhere]) rmSync(path, { recursive: true }); });

test('a token says who its bearer is, where, and what he or she may do', async () => {
  const { issue, verify } = await issuer(folder);
  const { token, expiresAt } = await issue(els, 60);
  expect(expiresAt).toBe(now + 3_600_000);
  expect(await verify(token)).toEqual({ ...els, session: { id: expect.stringMatching(/^[\w-]{43}$/), issuedAt: now, until: now + 3_600_000 } });
});

test('a token that was ended is refused, however its signature is written; another one of the same person, of the same second, is not', async () => {
  const { issue, verify } = await issuer(folder);
  const [{ token }, other] = [await issue(els, 60), await issue(els, 60)];
  ended.add((await verify(token)).session?.id ?? '');
  // 64 bytes are 86 letters of which the last one holds four bits that do not count.
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const spellings = letters.split('').map((letter) => token.slice(0, -1) + letter);
  const refusals = await Promise.all(spellings.map((one) => verify(one).then(() => 'let in', (error: { type: string }) => error.type)));
  expect(refusals).not.toContain('let in');
  expect(refusals.filter((type) => type === 'identity.token-ended').length).toBeGreaterThan(0);
  expect(await verify(other.token)).toMatchObject(els);
});

test('a token that has expired is refused, also when it was good a moment ago', async () => {
  const { issue, verify } = await issuer(folder);
  const { token } = await issue(els, 5);
  await verify(token);
  now += 5 * 60_000 + 1_000;
  await expect(verify(token)).rejects.toMatchObject({ type: 'identity.token-expired', code: 401 });
});

test('a token of another issuer is refused, and so is one of a municipality that is not served here', async () => {
  const { token } = await (await issuer(elsewhere)).issue(els, 60);
  await expect((await issuer(folder)).verify(token)).rejects.toMatchObject({ type: 'identity.token-forged' });
  const mine = await (await issuer(folder)).issue(els, 60);
  await expect((await issuer(folder, ['kortenberg'])).verify(mine.token)).rejects.toMatchObject({ type: 'identity.token-forged' });
});

test('a token that would be refused when it comes back is not issued', async () => {
  const { issue } = await issuer(folder);
  await expect(issue({ ...els, actor: `official:${'e'.repeat(92)}` }, 60)).rejects.toThrow('sub');
});

test('a token in which any letter was changed is refused', async () => {
  const { issue, verify } = await issuer(folder);
  const { token } = await issue(els, 60);
  await fc.assert(fc.asyncProperty(fc.nat({ max: token.length - 1 }), fc.constantFrom('A', 'B', 'z', '0', '_'), async (at, letter) => {
    const forged = token.slice(0, at) + letter + token.slice(at + 1);
    // The last letter of a part may hold bits that do not count.
    fc.pre(forged !== token && token[at + 1] !== '.' && at !== token.length - 1);
    await expect(verify(forged)).rejects.toMatchObject({ type: 'identity.token-forged' });
  }), { numRuns: 60 });
});

test('a token without signature is refused', async () => {
  const { verify } = await issuer(folder);
  const unsigned = [{ alg: 'none' }, { iss: 'eid-aan-huis', aud: 'eid-aan-huis', sub: 'x', exp: 9_999_999_999 }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  await expect(verify(`${unsigned}.`)).rejects.toMatchObject({ type: 'identity.token-forged' });
  await expect(verify('')).rejects.toMatchObject({ type: 'identity.token-missing' });
});

test('of the tokens that were verified a thousand are remembered, and the oldest is forgotten first', async () => {
  const { issue, verify } = await issuer(folder);
  const verified = async (name: string) => {
    const { token } = await issue({ ...els, actor: `official:${name}` }, 60);
    return { token, caller: await verify(token) };
  };
  const [oldest, second] = [await verified('oldest'), await verified('second')];
  for (let others = 0; others < 999; others += 1) await verified(`other-${others}`);
  // Who is remembered is the same object; who is verified again is a new one.
  expect(await verify(second.token)).toBe(second.caller);
  const again = await verify(oldest.token);
  expect(again).toEqual(oldest.caller);
  expect(again).not.toBe(oldest.caller);
});

test('the key can be read by its owner only', async () => {
  await issuer(folder);
  expect(statSync(join(folder, 'token-issuer.json')).mode & 0o077).toBe(0);
});
