import { writeFileSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PinWindowGone, type PinQuestion } from '../pin-window.ts';
import { escapeAssuan } from './assuan-talk.ts';
import { findPinentry } from './find-pinentry.ts';
import { pinTexts } from './pin-texts.ts';
import { openPinentry } from './pinentry.ts';

/** A pinentry that follows a script: what it heard stands in `heard`, and what it says to GETPIN is `says`. */
const folder = mkdtempSync(join(tmpdir(), 'pinentry-'));
const heard = join(folder, 'heard');
const scripted = (says: string, greeting = 'OK Pleased to meet you') => {
  const program = join(folder, 'pinentry.cjs');
  writeFileSync(program, `
    const { appendFileSync, writeFileSync } = require('node:fs');
    writeFileSync(${JSON.stringify(heard)}, '');
    process.stdout.write(${JSON.stringify(`${greeting}\n`)});
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      appendFileSync(${JSON.stringify(heard)}, line + '\\n');
      if (line === 'GETPIN') { const says = ${JSON.stringify(says)}; if (says === 'die') process.exit(1); process.stdout.write(says); } else process.stdout.write('OK\\n');
    });
  `);
  return openPinentry({ program: process.execPath, words: [program] });
};
const asked = (more: Partial<PinQuestion> = {}): PinQuestion => ({ kind: 'present', language: 'nl', signal: new AbortController().signal, ...more });
afterAll(() => { rmSync(folder, { recursive: true }); });

test('gives back the digits that were typed, as bytes', async () => {
  const typed = await scripted('D 2468\nOK\n').ask(asked());
  expect(typed?.toString('latin1')).toBe('2468');
});

test('puts together what comes in pieces, with signs that the protocol escapes', async () => {
  expect((await scripted('S PASSWORD_FROM_CACHE\n# a remark\nD 12%25\nD %0A3\nOK\n').ask(asked()))?.toString('latin1')).toBe('12%\n3');
});

test.each([['cancelled', 83_886_179], ['closed', 83_886_278], ['not answered in time', 83_886_142]])('gives back nothing when the question was %s', async (_, code) => {
  expect(await scripted(`ERR ${code} Operation cancelled <Pinentry>\n`).ask(asked())).toBeUndefined();
});

test('gives back nothing when the question is taken away, and ends the program', async () => {
  const question = new AbortController();
  const window = scripted('');
  const answer = window.ask(asked({ signal: question.signal }));
  setTimeout(() => { question.abort(); }, 0);
  expect(await answer).toBeUndefined();
  expect(await window.ask(asked({ signal: AbortSignal.abort() }))).toBeUndefined();
});

test.each([
  ['says nothing of its protocol', 'D 1\nOK\n', 'Hello, this is a shell'], ['ends in between', 'die', undefined], ['has no screen', 'ERR 83886340 Inappropriate ioctl\n', undefined],
  ['never ends its line', `D ${'1'.repeat(5_000)}`, undefined],
])('cannot ask where the program %s', async (_, says, greeting) => {
  await expect(scripted(says, greeting).ask(asked())).rejects.toThrow(PinWindowGone);
});

test('cannot ask where there is no such program', async () => {
  await expect(openPinentry({ program: join(folder, 'no-such') }).ask(asked())).rejects.toThrow(PinWindowGone);
});

test.each(['nl', 'fr', 'de', 'en'] as const)('asks in the citizen\'s language (%s), with the tries left and what was wrong', async (language) => {
  await scripted('D 1\nOK\n').ask(asked({ language, triesLeft: 2, wrong: 'wrong-pin' }));
  const said = readFileSync(heard, 'utf8');
  const texts = pinTexts[language];
  expect(said).toContain(`SETDESC ${escapeAssuan(`${texts.ask.present}\n${texts.triesLeft(2)}`)}\n`);
  expect(said).toContain(`SETERROR ${escapeAssuan(texts.wrong['wrong-pin'])}\n`);
});

test('a pinentry with a window is taken before one of the terminal', () => {
  const there = new Set(['/usr/bin/pinentry-curses', '/usr/local/bin/pinentry-qt']);
  expect(findPinentry('/usr/bin:/usr/local/bin', 'linux', (file) => there.has(file))).toBe('/usr/local/bin/pinentry-qt');
  expect(findPinentry('/usr/bin', 'linux', (file) => there.has(file))).toBe('/usr/bin/pinentry-curses');
  expect(findPinentry('/opt:', 'linux', (file) => there.has(file))).toBeUndefined();
});
