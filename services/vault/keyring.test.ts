import { spawnSync } from 'node:child_process';
import fs, { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { isFailure } from '#services/kernel/failure.ts';
import { keyFingerprints } from './key-fingerprints.ts';
import { openKeyring } from './keyring.ts';
import { sealerOf } from './seal-value.ts';

const folders: string[] = [];
const newFolder = () => { const folder = mkdtempSync(join(tmpdir(), 'eid-keys-')); folders.push(folder); return folder; };
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true }); });
const place = { municipality: 'gent', table: 'journey_dossiers', key: ['1'], column: 'personal' };

test('what was sealed can be opened in its place, whatever it was', () => {
  const sealer = sealerOf(openKeyring(newFolder()));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => { expect(sealer.open(place, sealer.seal(place, text))).toBe(text); }));
});

test('a sealed value of which one letter is changed, whichever it is, cannot be opened', () => {
  const sealer = sealerOf(openKeyring(newFolder()));
  const sealed = sealer.seal(place, 'ab');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'.split('');
  const opened = sealed.split('').flatMap((right, at) => letters.filter((letter) => letter !== right).map((letter) => sealed.slice(0, at) + letter + sealed.slice(at + 1)))
    .map((forged) => {
      try {
        return sealer.open(place, forged);
      } catch (error) {
        return isFailure(error) && error.type;
      }
    });
  expect(new Set(opened)).toEqual(new Set(['vault.unreadable']));
});

test('equal values are sealed differently each time', () => {
  const sealer = sealerOf(openKeyring(newFolder()));
  expect(sealer.seal(place, 'a')).not.toBe(sealer.seal(place, 'a'));
});

test('while keys rotate old values can still be opened and people still be found', () => {
  const folder = newFolder();
  const keyring = openKeyring(folder);
  const sealer = sealerOf(keyring);
  const [sealed, index] = [sealer.seal(place, 'before'), keyring.blindIndex('gent', 'insz', '85073003328')];
  keyring.rotate();
  expect(sealer.open(place, sealed)).toBe('before');
  expect(sealer.seal(place, 'after').startsWith('v2.')).toBe(true);
  expect(keyring.blindIndexes('gent', 'insz', '85073003328')).toEqual([keyring.blindIndex('gent', 'insz', '85073003328'), index]);
  expect(sealerOf(openKeyring(folder)).open(place, sealed)).toBe('before');
});

test('a key of another installation opens nothing', () => {
  const sealed = sealerOf(openKeyring(newFolder())).seal(place, 'secret');
  expect(() => sealerOf(openKeyring(newFolder())).open(place, sealed)).toThrow(expect.objectContaining({ type: 'vault.unreadable' }));
});

test('the same number has another index in another municipality, and for another purpose', () => {
  const keyring = openKeyring(newFolder());
  const indexes = [keyring.blindIndex('gent', 'insz', '1'), keyring.blindIndex('kortenberg', 'insz', '1'), keyring.blindIndex('gent', 'card', '1')];
  expect(new Set(indexes).size).toBe(3);
});

test('the keys can be read by their owner only, and a spoilt key file stops everything', () => {
  const folder = newFolder();
  openKeyring(folder);
  const file = join(folder, 'master.json');
  expect(statSync(file).mode & 0o077).toBe(0);
  for (const spoilt of ['{}', 'no JSON', JSON.stringify({ versions: [{ version: 1, key: Buffer.alloc(16).toString('base64') }] })]) {
    writeFileSync(file, spoilt);
    expect(() => openKeyring(folder)).toThrow('cannot be read');
  }
});

test('a key that another process adds counts for all at once', () => {
  const folder = newFolder();
  const [one, other] = [openKeyring(folder), openKeyring(folder)];
  one.rotate();
  other.rotate();
  expect(one.current('gent', 'data').key.equals(other.current('gent', 'data').key)).toBe(true);
  expect(one.current('gent', 'data').version).toBe(3);
  expect(sealerOf(one).open(place, sealerOf(other).seal(place, 'by the newest'))).toBe('by the newest');
  expect(one.blindIndexes('gent', 'insz', '1')).toEqual(other.blindIndexes('gent', 'insz', '1'));
});

test('while one process adds a key another one cannot: no key is lost', () => {
  const folder = newFolder();
  const keyring = openKeyring(folder);
  writeFileSync(join(folder, 'master.next'), '');
  expect(() => keyring.rotate()).toThrow('another process is adding or taking away a key');
  expect(keyring.current('gent', 'data').version).toBe(1);
});

test('nothing is sealed any more when the key file has vanished', () => {
  const folder = newFolder();
  const sealer = sealerOf(openKeyring(folder));
  rmSync(join(folder, 'master.json'));
  expect(() => sealer.seal(place, 'x')).toThrow('vanished');
});

test('keys are named from the newest to the oldest, each with the moment at which it came and a fingerprint of its own; one that is not there is refused', () => {
  let now = 100;
  const keyring = openKeyring(newFolder(), () => now);
  for (; now < 110; now += 1) keyring.rotate();
  expect(keyring.versions()).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect([11, 10, 2, 1, 12].map((version) => keyring.addedAt(version))).toEqual([109, 108, 100, 0, 0]);
  expect(keyring.current('gent', 'data').version).toBe(11);
  expect(new Set(keyring.versions().map((version) => keyring.fingerprint(version))).size).toBe(11);
  expect(keyring.fingerprint(1)).toMatch(/^[0-9a-f]{32}$/);
  for (const look of [() => keyring.fingerprint(12), () => keyring.ofVersion('gent', 'data', 12)]) expect(look).toThrow('there is no key of version 12');
  keyring.retire(5);
  expect(keyring.versions()).not.toContain(5);
  expect(keyring.blindIndexes('gent', 'insz', '1').map((index) => /^v(\d+):[\w-]{43}$/.exec(index)?.[1])).toEqual(keyring.versions().map(String));
});

test('a key differs by municipality, by what it is for and by its version, and is the same each time', () => {
  const keyring = openKeyring(newFolder());
  keyring.rotate();
  const keys = ['gent', 'kortenberg'].flatMap((municipality) => (['data', 'sealed'] as const).flatMap((purpose) => [1, 2].map((version) => keyring.ofVersion(municipality, purpose, version).export().toString('hex'))));
  expect(new Set(keys).size).toBe(8);
  expect(keyring.ofVersion('gent', 'data', 2).equals(keyring.current('gent', 'data').key)).toBe(true);
  expect(keyring.ofVersion('gent', 'data', 1).symmetricKeySize).toBe(32);
});

test('the keys of a folder are known without being shown, and asking for them makes none', () => {
  const folder = newFolder();
  expect([keyFingerprints(folder), keyFingerprints(join(folder, 'none')), fs.readdirSync(folder)]).toEqual([[], [], []]);
  const keyring = openKeyring(folder);
  expect(keyFingerprints(folder)).toEqual([{ version: 1, fingerprint: keyring.fingerprint(1) }]);
});

test('biometrics, other data and indexes each have their own key', () => {
  const keyring = openKeyring(newFolder());
  const keys = (['data', 'blind-index', 'sealed'] as const).map((purpose) => keyring.current('gent', purpose).key.export().toString('hex'));
  expect(new Set(keys).size).toBe(3);
});

test('who comes second with new keys takes those of the first', () => {
  const [first, second] = [newFolder(), newFolder()];
  const theirs = openKeyring(first).blindIndex('gent', 'insz', '1');
  const link = fs.linkSync;
  const spy = jest.spyOn(fs, 'linkSync').mockImplementationOnce((from, to) => {
    link(join(first, 'master.json'), to);
    link(from, to);
  });
  expect(openKeyring(second).blindIndex('gent', 'insz', '1')).toBe(theirs);
  expect(spy).toHaveBeenCalledTimes(1);
  expect(fs.readdirSync(second)).toEqual(['master.json']);
  spy.mockRestore();
});

test('processes that start at once agree on their keys', () => {
  const folder = newFolder();
  const script = `import { openKeyring } from '${join(import.meta.dirname, 'keyring.ts')}'; console.log(openKeyring('${folder}').blindIndex('gent', 'insz', '1'));`;
  const shell = Array.from({ length: 4 }, () => `"${process.execPath}" --input-type=module-typescript -e "$SCRIPT" &`).join(' ');
  const { stdout } = spawnSync('/bin/sh', ['-c', `${shell} wait`], { encoding: 'utf8', env: { ...process.env, SCRIPT: script }, cwd: join(import.meta.dirname, '../..') });
  const said = stdout.trim().split('\n');
  expect(said).toHaveLength(4);
  expect(new Set(said).size).toBe(1);
});
