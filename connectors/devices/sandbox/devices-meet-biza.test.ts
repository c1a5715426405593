import { randomUUID } from 'node:crypto';
import { bizaConfig } from '#connectors/biza/biza.config.ts';
import { openBiza } from '#connectors/biza/sandbox/open-biza.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { devicesConfig } from '../devices.config.ts';
import { openDevices } from './open-devices.ts';

/** Both visits, with nothing of ours between the devices and BiZa but the passing on. */

const start = instantOf('2026-11-24', '10:00');
const biza = sandboxBench(bizaConfig.parse({}), start);
// The devices have BiZa's public key: the same folder.
const devices = sandboxBench(devicesConfig.parse({}), start, biza.env.folder);
const ministry = openBiza(biza.env);
const tablet = openDevices(devices.env);
afterAll(() => { ministry.close(); tablet.close(); biza.remove(); });

const insz = makeInsz('1960-05-01', 3, { testPerson: true });
const dossier = randomUUID();
const acting = { official: 'els.peeters', device: 'tablet-1' };
const visit = { device: 'tablet-1', visit: randomUUID() };
const atBiza = (lever: string, input: unknown) => biza.pull(ministry, lever, input);
const atTheDoor = (lever: string, input: unknown) => devices.pull(tablet, lever, input);

function passedOn(from: SandboxBench<unknown>): string {
  const envelope = from.delivered.findLast(({ message }) => message !== 'progress')?.envelope;
  if (!envelope) throw new Error('no envelope came');
  return biza.keep(envelope);
}

test('fingers at the door become a card, and the card becomes active at the door', async () => {
  await atBiza('put-person', { insz, firstNames: ['Test'], lastName: 'Person', birthDate: '1960-05-01' });
  for (const [holder, reference] of [['municipality', '24055'], ['official', acting.official], ['device', acting.device]]) {
    for (const act of ['capture-biometrics', 'activate-card']) await atBiza('put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: '2028-12-31' });
  }
  await atTheDoor('connect', { device: 'tablet-1', title: 'Tablet' });

  await tablet.implementation.requestFingerprints({ ...visit, dossier, fingers: ['left-index', 'right-index'], exceptions: [], leastQuality: 60, tries: 3, start: 'now', until: start + 60_000 }, devices.call());
  await atTheDoor('put-fingers', { device: 'tablet-1', fingers: [{ finger: 'left-index', quality: 80 }, { finger: 'right-index', quality: 75 }] });
  const { registerBiometrics, verifyBiometrics, orderCard, openActivation, confirmActivation, registerCode, closeRenewal } = ministry.implementation;
  const { registration } = await registerBiometrics({ dossier, insz, outcome: 'captured', fingers: ['left-index', 'right-index'], sealed: passedOn(devices), ...acting }, biza.call());
  expect(await verifyBiometrics({ dossier, registration }, biza.call())).toMatchObject({ verdict: 'verified' });
  const { order, cardNumber, expectedOn } = await orderCard({
    dossier, insz, registration, procedure: 'urgent', outcome: 'captured', certificates: 'authentication-and-signature', validityMonths: 120,
  }, biza.call());

  for (const bench of [biza, devices]) bench.goTo(instantOf(expectedOn, '14:00'));
  await atTheDoor('insert-card', { device: 'tablet-1', card: { cardNumber, insz, lastName: 'Person', firstNames: 'Test', validUntil: '2036-11-24', activated: false, photo: null, pin: '1234' } });
  await tablet.implementation.requestCode({ ...visit, dossier, language: 'nl', start: 'now', until: devices.env.now() + 60_000 }, devices.call());
  await atTheDoor('choose-code', { device: 'tablet-1', code: '2468' });
  const sealed = passedOn(devices);
  const { activation, chip, script } = await openActivation({ dossier, cardNumber, sealed, ...acting }, biza.call());
  const { responses } = await tablet.implementation.runScript({ ...visit, card: { cardNumber, chip: chip ?? null }, script, until: devices.env.now() + 60_000 }, devices.call());
  await confirmActivation({ dossier, activation, responses }, biza.call());
  await registerCode({ dossier, cardNumber, sealed }, biza.call());
  await closeRenewal({ dossier, order, closedOn: expectedOn }, biza.call());

  expect(await tablet.implementation.readCard(visit, devices.call())).toMatchObject({ cardNumber, activated: true });
  // The chosen code is the PIN of the card now, and no other one.
  for (const [pin, result] of [['1234', 'wrong'], ['2468', 'verified']]) {
    await atTheDoor('type-pin', { device: 'tablet-1', pin });
    expect(await tablet.implementation.verifyPin({ ...visit, card: { cardNumber, chip: null }, language: 'nl', until: devices.env.now() + 60_000 }, devices.call())).toMatchObject({ result });
  }
  expect(await atBiza('closed-renewals', {})).toMatchObject({ renewals: [{ order, dossier, cardNumber }] });
});
