import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memoryWithRoom, workInMemory } from './work-in-memory.ts';

const place = mkdtempSync(join(tmpdir(), 'eid-place-'));
const { TMPDIR: before, NODE_COMPILE_CACHE: compiled } = process.env;
let atTheEnd: () => void = () => undefined;
beforeEach(() => { jest.spyOn(process, 'on').mockImplementation((_event, end: () => void) => { atTheEnd = end; return process; }); });
afterEach(() => { Object.assign(process.env, { TMPDIR: before, NODE_COMPILE_CACHE: compiled }); });
afterAll(() => rmSync(place, { recursive: true }));

test('files are kept in memory only where there is room for them', () => {
  expect(memoryWithRoom(1, place)).toBe(place);
  expect(memoryWithRoom(Number.MAX_SAFE_INTEGER, place)).toBeUndefined();
  expect(memoryWithRoom(1, join(place, 'nowhere'))).toBeUndefined();
});

test('suites work in one folder of their run, where programs of other users may write, and which is gone after it; what they start is compiled once', () => {
  workInMemory(place);
  const folder = process.env['TMPDIR'] ?? '';
  expect([dirname(folder), statSync(folder).mode & 0o7777]).toEqual([place, 0o1777]);
  expect(process.env['NODE_COMPILE_CACHE']).toBe(join(folder, 'compiled'));
  atTheEnd();
  expect(statSync(folder, { throwIfNoEntry: false })).toBeUndefined();
});

test('without such a place suites work where temporary files are', () => {
  workInMemory(undefined);
  expect(process.env['TMPDIR']).toBe(before);
});
