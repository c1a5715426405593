import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyring, type KeyPurpose } from './keyring.ts';
import { isUnreadable, sealerOf, vaultFailures } from './seal-value.ts';
import type { SealedPlace } from './sealer.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-seal-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyring = openKeyring(folder);
const told = jest.fn();
const sealer = sealerOf(keyring, told);
beforeEach(() => told.mockClear());

const place: SealedPlace = { municipality: 'gent', table: 'journey_dossiers', key: ['1', 2], column: 'personal' };
const bound: SealedPlace = { ...place, bound: { person: 'p', dossier: null } };
const unreadable = expect.objectContaining({ type: 'vault.unreadable', data: { retry: 'never' } });

test.each([
  ['unreadable', 500, 'never'], ['key-behind', 503, 'safe'], ['key-foreign', 503, 'safe'], ['unknown', 404, 'never'], ['expired', 410, 'never'],
] as const)('the refusal vault.%s says in a sentence what is wrong, and what may be done next', (name, code, retry) => {
  expect(vaultFailures[name]()).toMatchObject({ type: `vault.${name}`, code, data: { retry }, message: expect.stringMatching(/^[A-Z].+\.$/) });
});

test('only what cannot be opened is called unreadable', () => {
  expect([vaultFailures.unreadable(), vaultFailures.expired(), new Error('x')].map(isUnreadable)).toEqual([true, false, false]);
});

test('a sealed value says under which key it is and whether it is bound to whose it is, and nothing of what it holds', () => {
  expect(sealer.seal(place, 'Onmiskenbare Naam')).toMatch(/^v1\.[\w-]{16}\.[\w-]{23}\.[\w-]{22}$/);
  expect(sealer.seal(bound, 'Onmiskenbare Naam')).toMatch(/^v1\.b\.[\w-]{16}\.[\w-]{23}\.[\w-]{22}$/);
});

test.each(['', 'a', 'ë €'])('what was sealed is opened in its place: %j', (text) => {
  for (const where of [place, bound]) expect(sealer.open(where, sealer.seal(where, text))).toBe(text);
  expect(told).not.toHaveBeenCalled();
});

test.each<[string, Partial<SealedPlace>]>([
  ['municipality', { municipality: 'kortenberg' }], ['table', { table: 'journey_other' }], ['row', { key: ['1', 3] }], ['row whose key reads alike', { key: ['1', '2'] }], ['row with half its key', { key: ['1'] }], ['column', { column: 'other' }],
  ['person', { bound: { person: 'q', dossier: null } }], ['dossier', { bound: { person: 'p', dossier: 'd' } }], ['person who is nobody', { bound: { person: null, dossier: null } }], ['row that says less of whose it is', { bound: { person: 'p' } }],
])('in another %s it is not opened, and whoever looks after the vault is told where', (_what, other) => {
  const sealed = sealer.seal(bound, 'x');
  expect(() => sealer.open({ ...bound, ...other }, sealed)).toThrow(unreadable);
  const { bound: _bound, ...where } = { ...bound, ...other };
  expect(told.mock.calls).toEqual([[where]]);
});

test('in which order a row names whose it is makes no difference', () => {
  expect(sealer.open({ ...place, bound: { dossier: null, person: 'p' } }, sealer.seal(bound, 'x'))).toBe('x');
});

test('what was sealed before rows said whose they are is opened until it is sealed anew', () => {
  expect(sealer.open(bound, sealer.seal(place, 'x'))).toBe('x');
});

test('what lies in databases today is opened and found by every later version: form, key and binding are agreed for good', () => {
  const known = join(folder, 'known');
  mkdirSync(known);
  writeFileSync(join(known, 'master.json'), JSON.stringify({ versions: [{ version: 1, key: Buffer.alloc(32, 7).toString('base64') }] }));
  const ring = openKeyring(known);
  const opened = (where: SealedPlace, value: string) => sealerOf(ring).open(where, value);
  expect(opened(place, 'v1.Tn_8XPePzY2_NKXn.h3pbCWjv.30PocpaE4-fIvnxsn9ewuw')).toBe('ë €');
  expect(opened(bound, 'v1.b.cN4maR-t4bAnQhY_.XvDEpDfV.bV3gwM5AIvGJuGE_LY5Yfg')).toBe('ë €');
  expect(opened({ ...place, table: 'vault_sealed' }, 'v1.XPjSwLqhO-9Pu48X.KLYRpeW0.ViUB5yTJZ9Ip99uu9fYplw')).toBe('ë €');
  expect(ring.blindIndex('gent', 'insz', '85073003328')).toBe('v1:3C1qOm4n5YqlDUA6oDKGYu0ERYElUb-o7Gsj3w_nCIk');
  expect(ring.fingerprint(1)).toBe('4fc35ea0c97faeae1beaca6f0d873938');
});

test('what is bound cannot be passed off as from before, nor the other way round', () => {
  expect(() => sealer.open(bound, sealer.seal(bound, 'x').replace('.b.', '.'))).toThrow(unreadable);
  expect(() => sealer.open(bound, sealer.seal(place, 'x').replace('v1.', 'v1.b.'))).toThrow(unreadable);
});

const sealed = sealer.seal(place, 'x');
test.each([
  ['nothing', ''], ['something in front', `x${sealed}`], ['something behind', `${sealed}x`], ['no key', sealed.replace('v1', 'v0')], ['a key that is not there', sealed.replace('v1', 'v2')], ['a key with a nought in front', sealed.replace('v1', 'v01')],
  ['no end', sealed.slice(0, sealed.lastIndexOf('.'))], ['a shorter end', sealed.slice(0, -1)], ['a line in front', `\n${sealed}`], ['a text in clear', 'Someone'],
])('what is no sealed value is not opened: %s', (_what, given) => {
  // The reason is kept for who looks after the vault; whoever asked is not told it.
  expect(() => sealer.open(place, given)).toThrow(expect.objectContaining({ type: 'vault.unreadable', cause: expect.any(Error) }));
  expect(told).toHaveBeenCalledTimes(1);
});

test('biometrics are sealed and opened under the key that is theirs alone, all else under that of data', () => {
  const asked: KeyPurpose[] = [];
  const listening = sealerOf({
    ...keyring,
    current: (municipality, purpose) => { asked.push(purpose); return keyring.current(municipality, purpose); },
    ofVersion: (municipality, purpose, version) => { asked.push(purpose); return keyring.ofVersion(municipality, purpose, version); },
  });
  for (const table of ['vault_sealed', 'journey_dossiers']) {
    const where = { ...place, table };
    expect(listening.open(where, listening.seal(where, 'x'))).toBe('x');
  }
  expect(asked).toEqual(['sealed', 'sealed', 'data', 'data']);
});

test('an index must be the one of the value that stands there, under whichever key; another one is refused and told', () => {
  const value = { purpose: 'insz', value: '85073003328' };
  const old = keyring.blindIndex('gent', 'insz', value.value);
  keyring.rotate();
  for (const index of [old, keyring.blindIndex('gent', 'insz', value.value)]) expect(() => sealer.demandIndex(bound, { ...value, index })).not.toThrow();
  expect(told).not.toHaveBeenCalled();
  const others = [keyring.blindIndex('gent', 'insz', '17073003384'), keyring.blindIndex('gent', 'card', value.value), keyring.blindIndex('kortenberg', 'insz', value.value), null, undefined, ''];
  for (const index of others) expect(() => sealer.demandIndex(bound, { ...value, index })).toThrow(unreadable);
  expect(told.mock.calls).toEqual(others.map(() => [place]));
});

test('nobody need listen to what cannot be opened', () => {
  expect(() => sealerOf(keyring).open(place, 'spoilt')).toThrow(unreadable);
});
