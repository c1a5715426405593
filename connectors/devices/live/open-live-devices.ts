import type { LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { devices } from '../devices.port.ts';
import { askDeviceBy } from './ask-device.ts';
import type { DevicesLiveSettings } from './devices-settings.ts';
import { readCardBy } from './read-card.ts';

/** A person types: so long an agent may wait for it, whatever was asked. */
const longestPinMs = 120_000;
const absent = { cardReader: 'absent', pinpad: false, fingerprints: 'absent', waiting: 0 } as const;

export function openLiveDevices(env: LiveEnv<DevicesLiveSettings>): PortImplementation<typeof devices> {
  const { agents, config, secret, now, realNow } = env;
  const ask = askDeviceBy(agents);
  // Business time is the house's own; a device has the time of the world.
  const leftMs = (until: number) => until - now();
  const realUntil = (until: number) => Math.max(0, realNow() + leftMs(until));
  const biza = () => ({ keyId: config.biza.keyId, certificate: secret(config.biza.certificate) });
  /** How long the agent may wait for the citizen. After its time the question is put all the same: the agent knows whether a PIN was typed before, though the answer was lost. */
  const patienceMs = (until: number) => (leftMs(until) > 0 ? Math.min(longestPinMs, leftMs(until)) : undefined);
  return {
    list: async () => ({
      devices: (await agents?.list() ?? []).map(({ device, title, rights, state }) => {
        const { cardReader, pinpad, fingerprints, waiting } = state ?? absent;
        return { device, title, rights: [...rights], cardReader, pinpad, fingerprints, waiting };
      }),
    }),
    readCard: readCardBy(ask, env),
    pinTries: ({ device }, call) => ask(device, 'pin-tries', {}, call),
    verifyPin: ({ device, visit, language, until }, call) => ask(device, 'verify-pin', { visit, language, until: realUntil(until) }, call, patienceMs(until)),
    changePin: ({ device, visit, language, until }, call) => ask(device, 'change-pin', { visit, language, until: realUntil(until) }, call, patienceMs(until)),
    requestFingerprints: ({ device, visit, dossier, fingers, exceptions, leastQuality, tries, start, until }, call) => (
      ask(device, 'request-fingerprints', { visit, dossier, fingers, exceptions, leastQuality, tries, start, until: realUntil(until), biza: biza() }, call)),
    requestCode: ({ device, visit, dossier, language, start, until }, call) => ask(device, 'request-code', { visit, dossier, language, start, until: realUntil(until), biza: biza() }, call),
    forgetVisit: ({ device, visit }, call) => ask(device, 'forget-visit', { visit }, call),
    // Asked after its time too: the device may have run it, and knows what came of it.
    runScript: ({ device, visit, script, until }, call) => ask(device, 'run-script', { visit, script, until: realUntil(until) }, call),
  };
}
