import { rmSync } from 'node:fs';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { sayCommand, typeCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const typed = (how: string, ...given: string[]) => ['outbox', how, '--municipality', '44021', ...given];
const outbox = (...given: [string, ...string[]]) => sayCommand(dataDir, typed(...given));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a connector is cut only with --yes, stands so in the list, and runs when it is resumed', async () => {
  const asked = await outbox('cut', '--port', 'payment', '--why', 'leak');
  expect(asked).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Say --yes') });
  expect(typeCommand(dataDir, typed('cut', '--port', 'payment', '--why', 'leak', '--yes'))).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('cut payment: nothing goes out') });
  expect((await outbox('switches')).stdout).toMatch(/^payment +cut +0 waiting {2}leak, by command-line:\S+, since /m);
  expect(await outbox('resume', '--port', 'payment', '--why', 'repaired')).toMatchObject({ status: 0, stdout: expect.stringContaining('resume payment: ') });
  expect(await outbox('resume', '--port', 'payment', '--why', 'repaired')).toMatchObject({ status: 0, stdout: 'resume payment: it was not switched off\n' });
});

test.each([
  [['--port', 'nowhere', '--why', 'x'], 'outbox.unknown-port'],
  [['--port', 'Payment; drop', '--why', 'x'], 'port:'],
  [['--port', 'payment', '--why', 'NOT A CODE'], 'why:'],
  [['--port', '*restore', '--why', 'x'], 'port:'],
  [['--port', 'payment'], '--why'],
  [['--why', 'x'], '--port'],
])('a pause with %j is refused before its effect is told', async (given, why) => {
  expect(await outbox('pause', ...given)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) });
});
