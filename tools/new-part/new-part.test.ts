import { mkdtempSync, mkdirSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPart } from './new-part.ts';
import { nameProblem, writePart } from './write-part.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-new-part-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['Door', 'door_notes', '1door', 'door--notes', '../etc', '', 'a'.repeat(41)])('%j is no name of a plugin', (name) => {
  expect(nameProblem(name)).toBeDefined();
});

test('nothing that is there is written over', () => {
  mkdirSync(join(folder, 'taken'));
  expect(() => writePart({ kind: 'plugin', name: 'taken', title: '' }, join(folder, 'taken'))).toThrow('there is something');
});

test('a plugin for outside imports the public entry of the house only', () => {
  const said: string[] = [];
  expect(newPart('plugin', ['door-notes', '--outside', join(folder, 'door-notes')], (line) => said.push(line))).toBe(0);
  const sources = said.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(file, 'utf8')).join('\n');
  expect([...new Set([...sources.matchAll(/from '([^.'][^']*)'/g)].map(([, from]) => from))]).toEqual(['eid-aan-huis/sdk']);
  expect(JSON.parse(readFileSync(join(folder, 'door-notes/package.json'), 'utf8'))).toMatchObject({ eidAanHuis: { api: '1', entry: './entry.ts', plugins: ['door-notes'] } });
  expect(existsSync(join(folder, 'door-notes/door-notes.test.ts'))).toBe(false);
});

test('a title with an apostrophe stays a title', () => {
  const [file = ''] = writePart({ kind: 'connector', name: 'x', title: "The city's register" }, join(folder, 'x')).filter((path) => path.endsWith('x.connector.ts'));
  expect(readFileSync(file, 'utf8')).toContain(String.raw`title: 'The city\'s register'`);
});
