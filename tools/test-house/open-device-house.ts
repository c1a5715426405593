import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { devices } from '#connectors/devices/devices.port.ts';
import { gent } from '#config/municipalities/gent.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { live } from '#services/tenancy/municipality.ts';
import { rootsOf } from '#tools/simulated-card/pki/roots-of.ts';
import { certifyBiza } from '#tools/simulated-devices/certify-biza.ts';
import { openServedHouse, type ServedHouse } from './open-served-house.ts';
import { as, newDataDir, type TestHouseOptions } from './open-test-house.ts';

/** The real house of Gent whose devices are agents: cards are believed under the roots of a test register, and prints are sealed for BiZa's sandbox. */
export interface DeviceHouse extends ServedHouse {
  readonly pki: TestPki;
  /** A code with which this device enrols. BiZa authorises the device. */
  invite(device: string, rights?: readonly ('capture' | 'delivery')[]): Promise<string>;
  revoke(device: string): Promise<void>;
}

const administrator = as('administrator', 'an.admin');
const acts = ['capture-biometrics', 'activate-card'] as const;

/** The clock of the house is that of the machine, as that of the devices is. */
export async function openDeviceHouse(options: TestHouseOptions = {}): Promise<DeviceHouse> {
  const dataDir = options.dataDir ?? newDataDir();
  const realNow = options.house?.realNow ?? Date.now;
  const pki = await mintPki({ now: realNow() });
  const pinned = join(dataDir, 'biza.pem');
  const keyId = await certifyBiza(join(dataDir, 'sandboxes', 'gent'), pinned, realNow());
  const secrets = new Map([['file:/card-roots.pem', rootsOf(pki)], ['file:/biza.pem', readFileSync(pinned, 'utf8')]]);
  const chosen = live(devices, { cardRoots: 'file:/card-roots.pem', biza: { keyId, certificate: 'file:/biza.pem' } });
  const t = await openServedHouse({
    ...options, dataDir,
    house: {
      realNow, secret: (reference) => secrets.get(reference) ?? '', municipalities: [{ ...gent, connectors: [...gent.connectors.filter(({ port }) => port.id !== devices.id), chosen] }],
      ...options.house,
    },
  });
  const authorise = async (holder: string, reference: string) => {
    for (const act of acts) await t.pull('biza', 'put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: '2029-01-01' });
  };
  for (const [holder, reference] of [['municipality', '44021'], ['official', 'els.peeters'], ['official', 'tom.maes']] as const) await authorise(holder, reference);
  return {
    ...t, pki,
    invite: async (device, rights = ['capture', 'delivery']) => {
      await authorise('device', device);
      const { code } = await t.call<{ code: string }>('agents.invite', { device, title: device, rights }, administrator);
      return code;
    },
    revoke: async (device) => { await t.call('agents.revoke', { device, why: 'stolen' }, administrator); },
  };
}
