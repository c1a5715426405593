import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietWatch } from '#services/kernel/watch.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { answerOnNats } from './answer-on-nats.ts';

test('a node that NATS lets in no more says so, is not ready, and stops as any other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eid-nats-closed-'));
  let bus = await startNats();
  const never = () => Promise.reject(new Error('nobody asks'));
  let said: (text: string) => void = () => {};
  const told = new Promise<string>((resolve) => { said = resolve; });
  try {
    const answers = await answerOnNats({ url: bus.url }, {
      actions: new Set<string>(), municipalityAt: () => undefined, issuer: { verify: never }, broker: { call: never },
      engine: { watch: quietWatch, log: { info: () => {}, warn: () => {}, error: (about, text) => said(`${String(about['code'])}: ${text}`) } },
    });
    expect(answers.isUp).toBe(true);
    await bus.stop();
    // From now on it wants a password, and the node has none: the library gives up.
    const configuration = join(folder, 'nats.conf');
    writeFileSync(configuration, 'listen: $EID_NATS_LISTEN\nauthorization { user: node, password: one }\n');
    bus = await startNats({ configuration, port: Number(new URL(bus.url).port) });
    expect(await told).toMatch(/^AUTHORIZATION_VIOLATION: the connection with NATS for back-office programs was closed for good/);
    expect(answers.isUp).toBe(false);
    await answers.stop();
  } finally {
    await bus.stop();
    rmSync(folder, { recursive: true });
  }
});
