import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStages, type Command } from './run-stages.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-stages-'));
afterAll(() => rmSync(folder, { recursive: true }));
const node = (script: string): Command => [process.execPath, '-e', script];
const mark = (name: string): Command => node(`require('node:fs').writeFileSync(${JSON.stringify(join(folder, name))}, '')`);
/** Ends well when the other one has begun. */
const meets = (mine: string, other: string): Command => node(`const { existsSync, writeFileSync } = require('node:fs'); writeFileSync(${JSON.stringify(join(folder, mine))}, '');
  const look = () => { if (!existsSync(${JSON.stringify(join(folder, other))})) setTimeout(look, 5); }; look();`);
let written: string[] = [];
beforeEach(() => { written = []; });
const staged = (...stages: readonly (readonly Command[])[]) => runStages(stages, (text) => { written.push(text); });

test('what stands in one stage runs beside each other', async () => {
  expect(await staged([meets('a', 'b'), meets('b', 'a')])).toBe(0);
});

test.each([['ends with something else than nothing', node('process.exit(3)')], ['is ended by a signal', node("process.kill(process.pid, 'SIGKILL')")], ['is not there', [join(folder, 'nowhere')]]] satisfies [string, Command][])(
  'after a command that %s no other stage begins, and the whole has failed', async (_how, command) => {
    expect(await staged([command], [mark('after')])).toBe(1);
    expect(existsSync(join(folder, 'after'))).toBe(false);
  },
);

test('a command comes to its end beside one that fails', async () => {
  expect(await staged([node('process.exit(1)'), mark('beside')])).toBe(1);
  expect(existsSync(join(folder, 'beside'))).toBe(true);
});

test('commands that run beside each other are told one after the other, each with how it ended', async () => {
  await staged([node("console.log('one'); console.error('more')"), node("console.log('two'); process.exit(2)")]);
  expect(written.toSorted()).toEqual([expect.stringMatching(/^one\nmore\n.*: well after \d+ s\n$/s), expect.stringMatching(/^two\n.*: failed \(2\) after \d+ s\n$/s)]);
});
