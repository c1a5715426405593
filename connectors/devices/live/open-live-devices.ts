import type { LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { devices } from '../devices.port.ts';
import type { NamedCard } from '../wire/asks.ts';
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
    pinTries: ({ device, card }, call) => ask(device, 'pin-tries', { card: named(card) }, call),
    verifyPin: ({ device, visit, card, language, until }, call) => unlessWrongCard(wrongPin, ask(device, 'verify-pin', { visit, card: named(card), language, until: realUntil(until) }, call, patienceMs(until))),
    changePin: ({ device, visit, card, language, until }, call) => unlessWrongCard(wrongPin, ask(device, 'change-pin', { visit, card: named(card), language, until: realUntil(until) }, call, patienceMs(until))),
    requestFingerprints: ({ device, visit, dossier, fingers, exceptions, leastQuality, tries, start, until }, call) => (
      ask(device, 'request-fingerprints', { visit, dossier, fingers, exceptions, leastQuality, tries, start, until: realUntil(until), biza: biza() }, call)),
    requestCode: ({ device, visit, dossier, language, start, until }, call) => ask(device, 'request-code', { visit, dossier, language, start, until: realUntil(until), biza: biza() }, call),
    forgetVisit: ({ device, visit }, call) => ask(device, 'forget-visit', { visit }, call),
    // Asked after its time too: the device may have run it, and knows what came of it.
    runScript: ({ device, visit, card, script, until }, call) => unlessWrongCard(wrongScript, ask(device, 'run-script', { visit, card: named(card), script, until: realUntil(until) }, call)),
  };
}

/** A person puts the right card in and asks anew: that is an answer, and nothing for the exception list. */
const wrongPin = { result: 'wrong-card', left: null } as const;
const wrongScript = { responses: [] as string[], refused: 'wrong-card' as const };
async function unlessWrongCard<A, W>(wrong: W, asked: Promise<A>): Promise<A | W> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error, 'devices.wrong-card')) return wrong;
    throw error;
  }
}

const named = ({ cardNumber, chip }: { readonly cardNumber: string; readonly chip: string | null }): NamedCard => ({ number: cardNumber, chip });
