import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen, type TestCitizen } from './make-citizen.ts';
import { as, type TestHouse } from './open-test-house.ts';

export interface ScheduledVisit { readonly dossier: string; readonly citizen: TestCitizen }

const clerk = as('clerk', 'an.claes');

/** A citizen of Gent whose first visit stands in the calendar, free of charge. */
export async function aScheduledVisit(t: Pick<TestHouse, 'pull' | 'call' | 'house'>, overrides: Parameters<typeof aCitizen>[1] = {}): Promise<ScheduledVisit> {
  const citizen = await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 80), ...overrides });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, clerk);
  const { slots } = await t.call<{ slots: readonly { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'reduced-mobility' }, clerk);
  if (!slots[0]) throw new Error('no moment is free for the first visit');
  await t.call('request.submit', { dossier, ground: 'reduced-mobility', start: slots[0].start, declaredBy: 'clerk' }, clerk);
  return { dossier, citizen };
}

let devices = 0;

/** A device of its own for each test: BiZa authorises it, unless the test wants otherwise. */
export async function aDevice({ pull }: Pick<TestHouse, 'pull'>, { authorised = true }: { readonly authorised?: boolean } = {}): Promise<string> {
  devices += 1;
  const device = `tablet-${100 + devices}`;
  await pull('devices', 'connect', { device, title: device });
  for (const act of authorised ? ['capture-biometrics', 'activate-card'] : []) {
    await pull('biza', 'put-authorisation', { holder: 'device', reference: device, act, validFrom: '2026-01-01', validUntil: '2029-01-01' });
  }
  return device;
}
