import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { TestHouse } from './open-test-house.ts';

export interface TestCitizen { readonly insz: string; readonly cardNumber: string; readonly expiresOn: string; readonly birthDay: string }
interface Overrides {
  readonly birthDay?: string; readonly expiresOn?: string; readonly recognised?: boolean; readonly email?: string | null; readonly mobile?: string | null; readonly phone?: string | null;
  readonly preferredMedium?: 'email' | 'sms' | 'whatsapp' | 'e-box' | 'telephone' | 'letter' | null; readonly language?: 'nl' | 'fr' | 'de' | 'en'; readonly whatsappOptIn?: boolean;
  readonly kind?: 'eid' | 'kids-id' | 'foreigner'; readonly renewal?: 'card' | 'certificates'; readonly reachable?: boolean; readonly postcode?: string; readonly nis?: string; readonly representative?: object | null;
  readonly firstName?: string; readonly lastName?: string; readonly street?: string;
}

let serial = 100;

/** A fictitious citizen of Gent whose eID expires in three weeks, known to all outside systems. */
export async function aCitizen({ pull }: Pick<TestHouse, 'pull'>, overrides: Overrides = {}): Promise<TestCitizen> {
  serial += 1;
  const birthDay = overrides.birthDay ?? '1958-03-14';
  const insz = makeInsz(birthDay, serial, { testPerson: true });
  const cardNumber = makeCardNumber(String(5_910_000_000 + serial));
  const expiresOn = overrides.expiresOn ?? '2026-12-15';
  const nis = overrides.nis ?? '44021';
  await pull('eid-tool', 'put-card', { card: { cardNumber, insz, kind: overrides.kind ?? 'eid', expiresOn, renewal: overrides.renewal ?? 'card' } }, nis);
  await pull('crm', 'put-citizen', {
    citizen: {
      insz, firstName: overrides.firstName ?? 'Test', lastName: overrides.lastName ?? 'Persoon', language: overrides.language ?? 'nl',
      address: { street: overrides.street ?? 'Teststraat', houseNumber: String(serial), postcode: overrides.postcode ?? '9000', city: 'Gent' },
      email: overrides.email === undefined ? `persoon${serial}@example.org` : overrides.email, mobile: overrides.mobile ?? null, phone: overrides.phone ?? null,
      preferredMedium: overrides.preferredMedium ?? null, whatsappOptIn: overrides.whatsappOptIn ?? false, representative: overrides.representative ?? null, reachable: overrides.reachable ?? true,
    },
  }, nis);
  await pull('biza', 'put-person', { insz, firstNames: ['Test'], lastName: 'Persoon', birthDate: birthDay, deceased: false, nisCode: nis }, nis);
  if (overrides.recognised) await pull('disability-register', 'put-recognition', { insz, from: '2020-01-01', until: null }, nis);
  return { insz, cardNumber, expiresOn, birthDay };
}

/** BiZa's authorisations of municipality, official, bpost employee and device, and the device itself. */
export async function authoriseEverybody({ pull }: Pick<TestHouse, 'pull'>, nis = '44021'): Promise<void> {
  await pull('devices', 'connect', { device: 'tablet-1', title: 'Tablet 1' }, nis);
  const holders = [['municipality', nis], ['device', 'tablet-1'], ['official', 'els.peeters'], ['official', 'tom.maes'], ['official', 'an.claes'], ['bpost-employee', 'bp-1001']];
  for (const [holder, reference] of holders) {
    for (const act of ['capture-biometrics', 'activate-card']) {
      if (holder === 'bpost-employee' && act === 'capture-biometrics') continue;
      await pull('biza', 'put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: '2029-01-01' }, nis);
    }
  }
}
