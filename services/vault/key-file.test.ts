import fs, { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyFile } from './key-file.ts';

const root = mkdtempSync(join(tmpdir(), 'eid-key-file-'));
let folders = 0;
const newFolder = () => join(root, String(folders += 1), 'keys');
afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(root, { recursive: true }));

const open = (folder = newFolder(), realNow = () => 77) => ({ folder, file: openKeyFile(folder, realNow), path: join(folder, 'master.json') });
const aKey = (version: number, bytes = 32) => ({ version, key: Buffer.alloc(bytes, version).toString('base64') });
const failing = (code: string) => () => { throw Object.assign(new Error(`as the system says: ${code}`), { code }); };

test('keys are made where there are none, for their owner alone', () => {
  const { folder, file, path } = open();
  expect(file.read()).toEqual([{ version: 1, key: expect.any(String) }]);
  expect(Buffer.from(file.read()[0]?.key ?? '', 'base64')).toHaveLength(32);
  expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(readdirSync(folder)).toEqual(['master.json']);
});

test('no two installations have the same key, and keys that are there are not made anew', () => {
  const { folder, file } = open();
  expect(open().file.read()).not.toEqual(file.read());
  expect(open(folder).file.read()).toEqual(file.read());
});

test('a key that is added is the next one, with the moment at which it came; the others stay', () => {
  const { file, folder, path } = open();
  const [first] = file.read();
  file.add();
  file.add();
  expect(file.read()).toEqual([first, { version: 2, key: expect.any(String), addedAt: 77 }, { version: 3, key: expect.any(String), addedAt: 77 }]);
  expect([readdirSync(folder), statSync(path).mode & 0o777]).toEqual([['master.json'], 0o600]);
});

test('an older key is taken away for ever; the newest never, and the attempt leaves no trace', () => {
  const { file, folder } = open();
  file.add();
  expect(() => file.remove(2)).toThrow('the newest key cannot be taken away: everything is sealed under it');
  expect(readdirSync(folder)).toEqual(['master.json']);
  file.remove(1);
  expect(file.read().map(({ version }) => version)).toEqual([2]);
  file.add();
  expect(file.read().map(({ version }) => version)).toEqual([2, 3]);
});

test('the file is read again when another process has replaced it, and only then', () => {
  const { file, folder, path } = open();
  const known = file.read();
  const read = jest.spyOn(fs, 'readFileSync');
  expect(file.read()).toBe(known);
  expect(read).not.toHaveBeenCalled();
  open(folder).file.add();
  expect(file.read()).toHaveLength(2);
  rmSync(path);
  expect(() => file.read()).toThrow(`the key file ${path} vanished`);
});

test.each([
  ['the same version twice', { versions: [aKey(1), aKey(1)] }], ['a version below the first', { versions: [aKey(0)] }], ['half a version', { versions: [aKey(1.5)] }], ['a key of 31 bytes', { versions: [aKey(1, 31)] }], ['a key of 33 bytes', { versions: [aKey(1, 33)] }],
  ['no key', { versions: [] }], ['a moment that is none', { versions: [{ ...aKey(1), addedAt: 'now' }] }], ['nothing that we know', {}], ['a key that is written otherwise', { versions: [{ version: 1, key: '*'.repeat(44) }] }],
])('a key file with %s is refused, and nothing of it is told', (_what, spoilt) => {
  const { folder, path } = open();
  writeFileSync(path, JSON.stringify(spoilt));
  expect(() => openKeyFile(folder, () => 0)).toThrow(new Error(`the key file ${path} cannot be read: nothing that it sealed can be opened without it`));
});

test('a key file that is in order is taken, whoever wrote it', () => {
  const { folder, path } = open();
  writeFileSync(path, JSON.stringify({ versions: [aKey(4), { ...aKey(2), addedAt: 5 }] }));
  expect(openKeyFile(folder, () => 0).read()).toEqual([aKey(4), { ...aKey(2), addedAt: 5 }]);
});

test('a key is on disk, and so is its name in the folder, before anything can be sealed by it', () => {
  const steps: string[] = [];
  const [sync, rename, link] = [fs.fsyncSync, fs.renameSync, fs.linkSync];
  const inPlace = (place: typeof link) => (from: fs.PathLike, to: fs.PathLike) => { steps.push('in place'); place(from, to); };
  jest.spyOn(fs, 'fsyncSync').mockImplementation((handle) => { steps.push('synced'); sync(handle); });
  jest.spyOn(fs, 'renameSync').mockImplementation(inPlace(rename));
  jest.spyOn(fs, 'linkSync').mockImplementation(inPlace(link));
  const [opened, closed] = [jest.spyOn(fs, 'openSync'), jest.spyOn(fs, 'closeSync')];
  const { file } = open();
  expect(steps).toEqual(['synced', 'in place', 'synced']);
  file.add();
  expect(steps.slice(3)).toEqual(['synced', 'in place', 'synced']);
  expect(closed.mock.calls.length).toBe(opened.mock.calls.length);
});

test('while another process is at the keys nobody else is, and its half-made file is left to it', () => {
  const { file, folder } = open();
  const next = join(folder, 'master.next');
  writeFileSync(next, 'half');
  for (const change of [() => file.add(), () => file.remove(1)]) expect(change).toThrow(`another process is adding or taking away a key; if none is, remove ${next}`);
  expect(readFileSync(next, 'utf8')).toBe('half');
});

test('what the system refuses is told as it says it, and leaves no half-made file', () => {
  const { file, folder } = open();
  jest.spyOn(fs, 'openSync').mockImplementationOnce(failing('EACCES'));
  expect(() => file.add()).toThrow('as the system says: EACCES');
  jest.spyOn(fs, 'writeFileSync').mockImplementationOnce(failing('ENOSPC'));
  expect(() => file.add()).toThrow('as the system says: ENOSPC');
  expect(readdirSync(folder)).toEqual(['master.json']);
  expect(file.read()).toHaveLength(1);
  const elsewhere = newFolder();
  jest.spyOn(fs, 'linkSync').mockImplementationOnce(failing('EPERM'));
  expect(() => openKeyFile(elsewhere, () => 0)).toThrow('as the system says: EPERM');
  expect(existsSync(elsewhere) && readdirSync(elsewhere)).toEqual([]);
});
