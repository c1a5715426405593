import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { plugIntoVpcd } from '#tools/simulated-card/plug-into-vpcd.ts';
import { startPcscd, type RunningPcscd } from '#tools/system-packages/start-pcscd.ts';

let pki: TestPki;
let pcscd: RunningPcscd;
beforeAll(async () => { [pki, pcscd] = await Promise.all([mintPki({ now: Date.now() }), startPcscd()]); });
afterAll(async () => { await pcscd.stop(); });

const rows = z.array(z.strictObject({ what: z.string(), ok: z.union([z.boolean(), z.literal('skipped')]), says: z.string() }));

/** In a process of its own, which PC/SC tells by its environment where to look. */
async function check(name: string, env: Record<string, string>, patience = 'new Promise((resolve) => { setTimeout(resolve, 60_000); })') {
  const wish = JSON.stringify({ name, anchors: [pki.rsa.root, pki.ec.root].map(({ certificate }) => new X509Certificate(certificate).toString()) });
  const program = `
    import { openReaderCheck } from ${JSON.stringify(join(import.meta.dirname, 'open-reader-check.ts'))};
    const questions = { mayUseTry: async () => true, pin: async () => Buffer.from('2580') };
    console.log(JSON.stringify(await openReaderCheck({ ...${wish}, questions, patience: ${patience} })));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env: { ...process.env, ...env }, timeout: 120_000 });
  return rows.parse(JSON.parse(stdout));
}

test.each(['1.7', '1.8'] as const)('a reader in real PC/SC with a card of applet %s passes every row', async (applet) => {
  const plugged = await plugIntoVpcd({ path: pcscd.slots[1].path }, await makeCard(testPerson(), { pki, applet, pin: '2580' }));
  try {
    const said = await check(pcscd.slots[1].name, { PCSCLITE_CSOCK_NAME: pcscd.socket });
    expect(said.filter(({ ok }) => ok !== true)).toEqual([]);
    expect(said).toContainEqual({ what: 'another program waits for us', ok: true, says: 'it came after us' });
    expect(said).toContainEqual({ what: 'the PIN is taken', ok: true, says: 'verified' });
  } finally {
    await plugged.pull();
  }
});

test('where no service runs the reader is not there', async () => {
  expect(await check('Virtual reader', { PCSCLITE_CSOCK_NAME: join(pcscd.socket, 'nowhere') }, 'Promise.resolve()')).toEqual([
    { what: 'the reader is there', ok: false, says: 'Virtual reader' }, { what: 'a card is in it', ok: false, says: 'absent' },
  ]);
});
