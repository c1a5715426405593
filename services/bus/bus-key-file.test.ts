import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { errandKeyOf } from '#services/identity/errand-key.ts';
import { openIssuerKeys } from '#services/identity/issuer-keys.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { busKeyFileOf, openBusKeyFile } from './bus-key-file.ts';
import { busKeysOf } from './bus-keys.ts';
import { openPacketSeal } from './packet-seal.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'eid-bus-key-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'keys', name), 'utf8'));
const textOf = async (keyring: ReturnType<typeof openKeyring>) => busKeyFileOf(keyring, await errandKeyOf(await openIssuerKeys(join(folder, 'keys'))));

test('a node with the key of the bus alone is heard by the others and hears them, also after a rotation once its file was written anew', async () => {
  const keyring = openKeyring(join(folder, 'keys'));
  const file = join(folder, 'bus.json');
  writeFileSync(file, await textOf(keyring));
  let clock = Date.parse('2026-11-29T09:00:00Z');
  const [inner, border] = [openPacketSeal(busKeysOf(keyring), () => clock), openPacketSeal(openBusKeyFile(file).keys, () => clock)];
  const heard = () => [border.open('REQ.border', inner.seal('REQ.border', Buffer.from('asked'))).packet?.toString(), inner.open('RES.inner', border.seal('RES.inner', Buffer.from('answered'))).packet?.toString()];
  expect(heard()).toEqual(['asked', 'answered']);
  keyring.rotate();
  expect(heard()).toEqual([undefined, 'answered']);
  writeFileSync(`${file}.new`, await textOf(keyring));
  renameSync(`${file}.new`, file);
  clock += 2_000;
  expect(heard()).toEqual(['asked', 'answered']);
});

test('its file holds no master key, and nothing that signs', async () => {
  const keyring = openKeyring(join(folder, 'keys'));
  const text = await textOf(keyring);
  const { versions: [master] } = z.object({ versions: z.tuple([z.object({ key: z.string().length(44) })]) }).parse(read('master.json'));
  const { d } = z.object({ d: z.string().length(43) }).parse(read('token-issuer.json'));
  expect([text.includes(master.key), text.includes(d)]).toEqual([false, false]);
  expect(z.strictObject({ versions: z.unknown(), errands: z.strictObject({ kty: z.string(), crv: z.string(), x: z.string() }) }).safeParse(JSON.parse(text)).success).toBe(true);
});

test('a file that is not there, or is something else, is named without being quoted', () => {
  const file = join(folder, 'bus.json');
  expect(() => openBusKeyFile(file)).toThrow(/^BUS_KEY_FILE: .*cannot be read/);
  writeFileSync(file, '{"secret":"s3cr3t"}');
  expect(() => openBusKeyFile(file)).toThrow(/^BUS_KEY_FILE: (?!.*s3cr3t)/);
});
