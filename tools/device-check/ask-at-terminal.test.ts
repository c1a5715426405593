import { PassThrough } from 'node:stream';
import { askAtTerminal } from './ask-at-terminal.ts';

/** A terminal at which somebody types. */
function aTerminal(isTTY = true) {
  const [keys, screen] = [new PassThrough(), new PassThrough()];
  let shown = '';
  screen.on('data', (part: Buffer) => { shown += part.toString(); });
  const raw: boolean[] = [];
  const input = Object.assign(keys, { isTTY, setRawMode: (mode: boolean) => { raw.push(mode); return keys; } });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream with the two things of a terminal that are used
  return { questions: askAtTerminal(input as unknown as Parameters<typeof askAtTerminal>[0], screen), type: (text: string) => { keys.write(text); }, shown: () => shown, raw };
}

test.each([['y', true], ['Y', true], ['n', false], ['\r', false], ['\u0003', false]])('%j to using a try is %p', async (key, agreed) => {
  const terminal = aTerminal();
  const answer = terminal.questions.mayUseTry();
  terminal.type(key);
  expect(await answer).toBe(agreed);
});

test('where nobody sits at a terminal nothing is agreed to', async () => {
  expect(await aTerminal(false).questions.mayUseTry()).toBe(false);
});

test('a PIN is typed without being shown; letters do not count, the last digit may be taken back', async () => {
  const terminal = aTerminal();
  const typed = terminal.questions.pin();
  terminal.type('25x7\u007f80');
  terminal.type('\r');
  expect((await typed)?.toString()).toBe('2580');
  expect(terminal.shown()).not.toMatch(/\d/);
  expect(terminal.raw).toEqual([true, false]);
});

test('whoever would rather not gives none', async () => {
  const terminal = aTerminal();
  const typed = terminal.questions.pin();
  terminal.type('25\u001b');
  expect(await typed).toBeUndefined();
});
