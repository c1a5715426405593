import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
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
  writeFileSync(file, '{}');
  expect(() => openKeyring(folder)).toThrow('cannot be read');
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
