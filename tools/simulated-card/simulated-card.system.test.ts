import { execFile } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardCommands } from '#connectors/biza/wire/card-commands.ts';
import { demand, opensc } from '#tools/system-packages/packages.ts';
import { startPcscd, type RunningPcscd } from '#tools/system-packages/start-pcscd.ts';
import { testPerson } from './content/card-person.ts';
import { makeCard } from './make-card.ts';
import { mintPki, type TestPki } from './pki/mint-pki.ts';
import { plugIntoVpcd, type PluggedCard } from './plug-into-vpcd.ts';
import type { VirtualCard } from './virtual-card.ts';

const person = testPerson({ firstNames: 'Joëlle Marie', lastName: 'Plantée', municipality: 'Kortenberg' });
const folder = mkdtempSync(join(tmpdir(), 'eid-opensc-'));
let pki: TestPki;
let pcscd: RunningPcscd;
let plugged: PluggedCard | undefined;

beforeAll(async () => {
  demand(opensc);
  [pki, pcscd] = await Promise.all([mintPki({ now: Date.now() }), startPcscd()]);
});
afterEach(async () => {
  await plugged?.pull();
  plugged = undefined;
  // The reader says that it is empty, or the next test would be told of the card of this one.
  await until(async () => /^0\s+No\s/m.test(await run('opensc-tool', '--list-readers')));
});
afterAll(async () => {
  await pcscd.stop();
  rmSync(folder, { recursive: true });
});

/** OpenSC: programs that know Belgian cards, and nothing of ours. Says what they print, on both of their outputs. */
function run(program: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { env: { ...process.env, PCSCLITE_CSOCK_NAME: pcscd.socket }, timeout: 60_000 }, (_error, stdout, stderr) => { resolve(`${stdout}\n${stderr}`); });
  });
}

/** Each asking takes its time. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  for (let times = 0; times < 100; times++) if (await ask()) return;
  throw new Error('it never came to this');
}

async function insert(card: VirtualCard): Promise<void> {
  plugged = await plugIntoVpcd({ path: pcscd.slots[0].path }, card);
  await until(async () => (await run('opensc-tool', '--name')).includes('Belpic cards'));
}

/** Raw commands, in one go; the status words that came back. */
async function send(...commands: readonly string[]): Promise<string[]> {
  const said = await run('opensc-tool', ...commands.flatMap((command) => ['--send-apdu', command]));
  return [...said.matchAll(/SW1=0x(..), SW2=0x(..)/g)].map(([, one = '', two = '']) => one + two);
}

describe.each(['1.7', '1.8'] as const)('OpenSC takes a card with applet %s', (applet) => {
  test('for a Belgian one, and reads who is on it', async () => {
    await insert(await makeCard(person, { pki, applet }));
    const said = await run('eidenv');
    // The street is decoded, but this version of eidenv prints nothing for it.
    for (const line of [
      `CARDNUMBER: ${person.cardNumber}`, `NATIONALNUMBER: ${person.insz}`, 'NAME: Plantée', 'FIRSTNAMES: Joëlle Marie', 'BIRTHDATE: 12 JAN  1980', 'VALIDTILL: 01.03.2034',
      'DELIVERINGMUNICIPALITY: Kortenberg', 'ZIPCODE: 9000', 'MUNICIPALITY: Gent',
    ]) expect(said).toContain(`BELPIC_${line}\n`);
  });

  test('for one with four certificates, byte for byte those that were put on it', async () => {
    const card = await makeCard(person, { pki, applet });
    await insert(card);
    const listed = await run('pkcs15-tool', '--list-certificates');
    expect([...listed.matchAll(/X\.509 Certificate \[(\w+)\]/g)].map(([, name]) => name)).toEqual(['Authentication', 'Signature', 'CA', 'Root']);
    const pem = await run('pkcs15-tool', '--read-certificate', '02');
    expect(new X509Certificate(pem).raw).toEqual(card.content.files['authentication-certificate']);
  });

  test('for one whose PIN it can check', async () => {
    const card = await makeCard(person, { pki, applet });
    await insert(card);
    expect(await run('pkcs11-tool', '--login', '--pin', '1234', '--list-objects')).toContain('Private Key Object');
    expect(await run('pkcs11-tool', '--login', '--pin', '9999', '--list-objects')).toContain('CKR_PIN_INCORRECT');
    expect(card.pinTriesLeft()).toBe(2);
  });
});

test('OpenSC has the card sign, and the signature holds with its certificate', async () => {
  const card = await makeCard(person, { pki });
  await insert(card);
  const [data, signature] = [join(folder, 'data'), join(folder, 'signature')];
  writeFileSync(data, 'to be signed');
  await run('pkcs11-tool', '--login', '--pin', '1234', '--sign', '--mechanism', 'SHA256-RSA-PKCS', '--id', '02', '--input-file', data, '--output-file', signature);
  const { publicKey } = new X509Certificate(Buffer.from(card.content.files['authentication-certificate'] ?? []));
  expect(verify('sha256', Buffer.from('to be signed'), publicKey, readFileSync(signature))).toBe(true);
});

test('a PIN that was changed through PC/SC is the one that counts, and three wrong ones block the card', async () => {
  const card = await makeCard(person, { pki });
  await insert(card);
  expect(await run('pkcs11-tool', '--login', '--pin', '1234', '--change-pin', '--new-pin', '987654')).toContain('PIN successfully changed');
  expect(await send('00200001 08 26987654FFFFFFFF', '00200001 08 241234FFFFFFFFFF', '00200001 08 241234FFFFFFFFFF')).toEqual(['9000', '63C2', '63C1']);
  expect(await send('00200001 08 241234FFFFFFFFFF', '00200001 08 26987654FFFFFFFF')).toEqual(['63C0', '6983']);
  expect(card.state()).toBe('blocked');
  expect(await run('eidenv')).toContain('BELPIC_NAME: Plantée');
});

test('a card that is not activated cannot be read, until BiZa activates it through PC/SC with the chosen code', async () => {
  const card = await makeCard(person, { pki, state: 'not-activated' });
  await insert(card);
  expect(await run('eidenv')).not.toContain('Plantée');
  const { selectApplication, nameCard, proveRole, setCode, activate } = cardCommands;
  const script = [selectApplication, nameCard(person.cardNumber), proveRole(Buffer.alloc(16, 1)), setCode(person.cardNumber, '24680', Buffer.alloc(12, 2)), activate];
  expect(await send(...script)).toEqual(script.map(() => '9000'));
  expect(await run('eidenv')).toContain('BELPIC_NAME: Plantée');
  expect(await send('00200001 08 241234FFFFFFFFFF', '00200001 08 2524680FFFFFFFFF')).toEqual(['63C2', '9000']);
});

test('a card that is pulled while it is read is gone, and can be read when it is put in again', async () => {
  const card = await makeCard(person, { pki });
  await insert(card);
  card.pullAfter(3);
  expect(await run('eidenv')).not.toContain('Plantée');
  await plugged?.pull();
  await insert(card);
  expect(await run('eidenv')).toContain('BELPIC_NAME: Plantée');
});

test('a card that falls silent holds up who reads it until it is pulled', async () => {
  const card = await makeCard(person, { pki });
  let fellSilent = () => {};
  const silence = new Promise<void>((resolve) => { fellSilent = resolve; });
  await insert({
    ...card, transmit: (command) => {
      const said = card.transmit(command);
      if (said.length === 0) fellSilent();
      return said;
    },
  });
  card.muteAfter(3);
  const reading = run('eidenv');
  await silence;
  await plugged?.pull();
  expect(await reading).not.toContain('Plantée');
});

test('a card is in its reader again after pcscd crashed and came back', async () => {
  await insert(await makeCard(person, { pki }));
  await pcscd.kill();
  expect(await run('eidenv')).not.toContain('Plantée');
  await pcscd.restart();
  await until(async () => (await run('eidenv')).includes('BELPIC_NAME: Plantée'));
});
