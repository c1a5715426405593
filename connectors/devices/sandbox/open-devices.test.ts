import { readFileSync, readdirSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sealedCode, sealedFingers } from '#connectors/biza/biza.port.ts';
import { openAsBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { devicesConfig } from '../devices.config.ts';
import { openDevices } from './open-devices.ts';

const bench = sandboxBench(devicesConfig.parse({}), Date.UTC(2026, 10, 24, 9));
const sandbox = openDevices(bench.env);
const port = sandbox.implementation;
const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
const card = {
  cardNumber: makeCardNumber('5920000001'), insz: makeInsz('1960-05-01', 3, { testPerson: true }), lastName: 'Person', firstNames: 'Test',
  validUntil: '2036-11-24', activated: false, photo: null,
};
const at = () => ({ device: 'tablet-1', visit: randomUUID() });
const now = () => ({ start: 'now' as const, until: bench.env.now() + 3_600_000 });
const prints = () => ({ leastQuality: 60, tries: 2, ...now() });
const codes = () => ({ language: 'nl' as const, ...now() });
const answers = () => bench.delivered.filter(({ message }) => message !== 'progress');

beforeEach(() => pull('connect', { device: 'tablet-1', title: 'Tablet 1' }));
afterEach(() => pull('disconnect', { device: 'tablet-1' }));
afterAll(() => { sandbox.close(); bench.remove(); });

const lastEnvelope = async () => {
  const envelope = answers().at(-1)?.envelope;
  if (!envelope) throw new Error('no envelope came');
  return Buffer.from(await openAsBiza(bench.env.folder, envelope) ?? 'unopened').toString('utf8');
};

test('BiZa finds the fingers in the envelope, each with another image record', async () => {
  await port.requestFingerprints({ ...at(), dossier: randomUUID(), fingers: ['left-thumb', 'right-thumb'], exceptions: ['left-index'], ...prints() }, bench.call());
  await pull('put-fingers', { device: 'tablet-1', fingers: [{ finger: 'left-thumb', quality: 70 }, { finger: 'right-thumb', quality: 71 }] });
  const { fingers } = sealedFingers.parse(JSON.parse(await lastEnvelope()));
  expect(fingers.map(({ finger }) => finger)).toEqual(['left-thumb', 'right-thumb']);
  expect(fingers[0]?.imageRecord).not.toBe(fingers[1]?.imageRecord);
});

test('BiZa finds the chosen code in the envelope, and a made one when none was given', async () => {
  for (const code of ['862435', undefined]) {
    await port.requestCode({ ...at(), dossier: randomUUID(), ...codes() }, bench.call());
    await pull('choose-code', { device: 'tablet-1', ...(code !== undefined && { code }) });
    expect(sealedCode.parse(JSON.parse(await lastEnvelope())).code).toMatch(code ?? /^\d{4}$/);
  }
});

test('the chosen code is nowhere in the sandbox\'s own file', async () => {
  await port.requestCode({ ...at(), dossier: randomUUID(), ...codes() }, bench.call());
  await pull('choose-code', { device: 'tablet-1', code: '918273645546' });
  const kept = readdirSync(bench.env.folder).filter((name) => name.startsWith('devices')).map((name) => readFileSync(join(bench.env.folder, name), 'latin1'));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.join('')).not.toContain('918273645546');
});

test('a device that was asked nothing, or something else, takes no answer', async () => {
  const fingers = [{ finger: 'left-index', quality: 80 }];
  await expect(pull('put-fingers', { device: 'tablet-1', fingers })).rejects.toMatchObject({ type: 'devices-sandbox.no-open-request' });
  await port.requestCode({ ...at(), dossier: randomUUID(), ...codes() }, bench.call());
  await expect(pull('put-fingers', { device: 'tablet-1', fingers })).rejects.toMatchObject({ type: 'devices-sandbox.no-open-request' });
});

test('only fingers that were asked for are put on it', async () => {
  await port.requestFingerprints({ ...at(), dossier: randomUUID(), fingers: ['left-index'], exceptions: [], ...prints() }, bench.call());
  await expect(pull('put-fingers', { device: 'tablet-1', fingers: [{ finger: 'left-thumb', quality: 80 }] })).rejects.toMatchObject({ type: 'devices-sandbox.finger-not-asked' });
  await expect(pull('put-fingers', { device: 'tablet-1', fingers: [] })).rejects.toMatchObject({ type: 'devices-sandbox.no-fingers' });
});

test('the open request can be seen until it is answered or its time is over', async () => {
  const [{ visit, device }, dossier, request] = [at(), randomUUID(), randomUUID()];
  await port.requestFingerprints({ device, visit, dossier, fingers: ['left-index'], exceptions: [], ...prints() }, bench.call(request));
  expect(await pull('requests', { device })).toMatchObject({ requests: [{ kind: 'fingerprints', request, visit, dossier, fingers: ['left-index'], exceptions: [], at: bench.env.now(), begunAt: bench.env.now(), tried: 0 }] });
  bench.goTo(bench.env.now() + 60_000);
  expect(await pull('requests', { device })).toEqual({ requests: [] });
});

test('a device that does not look at the quality gives what it has, whatever was asked', async () => {
  await port.requestFingerprints({ ...at(), dossier: randomUUID(), fingers: ['left-index'], exceptions: [], ...prints() }, bench.call());
  await pull('put-fingers', { device: 'tablet-1', fingers: [{ finger: 'left-index', quality: 12 }], careless: true });
  expect(answers().at(-1)?.payload).toMatchObject({ result: 'captured', fingers: [{ quality: 12 }] });
});

test('neither a PIN of a card nor one that is typed is in the sandbox\'s own file', async () => {
  await pull('insert-card', { device: 'tablet-1', card: { ...card, pin: '918273645511' } });
  await pull('type-pin', { device: 'tablet-1', pin: '918273645522', next: '918273645533' });
  const kept = readdirSync(bench.env.folder).filter((name) => name.startsWith('devices')).map((name) => readFileSync(join(bench.env.folder, name), 'latin1')).join('');
  for (const pin of ['918273645511', '918273645522', '918273645533']) expect(kept).not.toContain(pin);
});

test('where no citizen types, a PIN is not asked for ever', async () => {
  await pull('insert-card', { device: 'tablet-1', card: { ...card, pin: '4711' } });
  expect(await port.verifyPin({ ...at(), card: { cardNumber: card.cardNumber, chip: null }, language: 'nl', until: bench.env.now() + 60_000 }, bench.call())).toEqual({ result: 'time-out', left: 3 });
});

test('of two answers at once one counts', async () => {
  await port.requestCode({ ...at(), dossier: randomUUID(), ...codes() }, bench.call());
  const before = answers().length;
  const pulled = await Promise.allSettled([pull('choose-code', { device: 'tablet-1' }), pull('choose-code', { device: 'tablet-1' })]);
  expect(pulled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers()).toHaveLength(before + 1);
});

test('an answer that the device did not come to send leaves it waiting for one', async () => {
  await port.requestCode({ ...at(), dossier: randomUUID(), ...codes() }, bench.call());
  const before = answers().length;
  const found = bench.loseMessages('devices');
  await expect(pull('choose-code', { device: 'tablet-1' })).rejects.toThrow('the process ended');
  found();
  await pull('choose-code', { device: 'tablet-1' });
  expect(answers()).toHaveLength(before + 1);
});

test('a card for which the script was not made refuses all of it and stays inactive', async () => {
  const of = at();
  await pull('insert-card', { device: 'tablet-1', card });
  const script = ['00A4040C0CA000000177504B43532D3135', `80EA000006${makeCardNumber('5920000002')}`, '80EC010000'];
  expect(await port.runScript({ ...of, card: { cardNumber: card.cardNumber, chip: null }, script, until: bench.env.now() + 60_000 }, bench.call())).toEqual({ responses: ['6982', '6982', '6982'] });
  await expect(port.readCard(of, bench.call())).rejects.toMatchObject({ type: 'devices.card-unreadable' });
});

test('a broken card is not read', async () => {
  await pull('insert-card', { device: 'tablet-1', card: { ...card, unreadable: true } });
  await expect(port.readCard(at(), bench.call())).rejects.toMatchObject({ type: 'devices.card-unreadable' });
});
