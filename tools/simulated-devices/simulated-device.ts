import { setTimeout as pause } from 'node:timers/promises';
import type { Finger } from '#tools/device-agent/fingerprint-device.ts';
import type { AgentHome } from '#tools/device-agent/home/agent-home.ts';
import type { KeptRequest } from '#tools/device-agent/keeping/requests.ts';
import { openAgent, type Agent, type AgentWish } from '#tools/device-agent/open-agent.ts';
import { realAfter } from '#tools/device-agent/sbi/after.ts';
import { sbiDevice } from '#tools/device-agent/sbi/sbi-device.ts';
import { sbiSettings } from '#tools/device-agent/sbi/sbi-settings.ts';
import { realTiming, type Timing } from '#tools/device-agent/timing.ts';
import type { DeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { openSimulatedSbi } from '#tools/simulated-sbi/open-simulated-sbi.ts';
import type { SbiFault } from '#tools/simulated-sbi/sbi-faults.ts';
import type { DeviceStatus, PutOn } from '#tools/simulated-sbi/simulated-device.ts';
import { inProcessPlace, type CardPlace } from './card-places.ts';
import type { CardTray, TrayCard } from './card-tray.ts';
import { handWindow, type Typed } from './hand-window.ts';
import { simulatedDeviceFailures } from './simulated-device-failures.ts';

export interface SimulatedDeviceWish {
  /** Enrolled already. */
  readonly home: AgentHome;
  readonly tray: CardTray;
  readonly keys: DeviceKeys;
  /** Of its cards; closed with it. One in this process where left out. */
  readonly place?: CardPlace;
  readonly timing?: Timing;
  readonly onStanding?: NonNullable<AgentWish['onStanding']>;
  readonly onConcluded?: NonNullable<AgentWish['onConcluded']>;
}

/** The real agent in this process, with a card reader, a fingerprint device and a PIN window that do what they are told. */
export interface SimulatedDevice {
  readonly agent: Agent;
  /** @throws devices-sandbox.reader-gone */
  insertCard(card: TrayCard): Promise<void>;
  removeCard(): Promise<void>;
  /** The signatures of the card in the reader do not hold any more. @throws devices-sandbox.no-card */
  forge(): Promise<void>;
  typePin(typed: Typed): void;
  /** The whole reader goes, and its card with it; plugged in again it is empty. */
  unplugReader(): Promise<void>;
  plugInReader(): void;
  /** The fingerprint device becomes so. */
  become(status: DeviceStatus): void;
  /** The next answer of the fingerprint device to a capture is wrong in this way. */
  spoilCapture(fault: SbiFault): void;
  /** What the device waits for, begun or not. */
  requests(): readonly KeptRequest[];
  /** The official begins what was prepared; it is begun when this is over, not ended. @throws devices-sandbox.no-open-request */
  begin(): void;
  /** One try of the fingers that are asked; it was judged when this is over. @throws devices-sandbox.no-open-request, devices-sandbox.finger-not-asked */
  putFingers(fingers: readonly { readonly finger: Finger; readonly quality: number }[]): Promise<void>;
  /** The fingerprint device says this in place of fingers, in each try that is left. @throws devices-sandbox.no-open-request */
  failFingers(says: Extract<PutOn, { says: unknown }>['says']): Promise<void>;
  /** Nothing: the citizen cancels. @throws devices-sandbox.no-open-request */
  chooseCode(code: string | undefined): Promise<void>;
  close(): Promise<void>;
}

const lookEveryMs = 5;

export async function openSimulatedDevice({ home, tray, keys, place = inProcessPlace(), timing = realTiming, onStanding, onConcluded }: SimulatedDeviceWish): Promise<SimulatedDevice> {
  const [{ reader }, window] = [place, handWindow()];
  const sbi = await openSimulatedSbi({ keys, now: timing.now, after: realAfter, fingerAfterMs: 'by-hand' });
  const settings = sbiSettings.parse({ ports: { from: sbi.port, to: sbi.port }, providers: [sbi.provider], environment: 'Developer' });
  const agent = openAgent({ home, reader, window, fingerprints: sbiDevice(settings, { now: timing.now, after: realAfter }), timing, ...(onStanding && { onStanding }), ...(onConcluded && { onConcluded }) });
  let inReader: TrayCard | undefined;
  const insertCard = async (card: TrayCard) => {
    await place.insert(await tray.take(card));
    inReader = card;
  };
  const begun = (kind: KeptRequest['kind']) => agent.keeping.requests.all().find((one) => one.kind === kind && one.step === 'begun');
  const demandBegun = (kind: KeptRequest['kind']) => {
    const found = begun(kind);
    if (!found) throw simulatedDeviceFailures['no-open-request']();
    return found;
  };
  const until = async (holds: () => boolean) => { while (!holds()) await pause(lookEveryMs); };
  /** A try that waits for fingers gets these; it is over when the next one waits, or the request has ended. */
  const put = async ({ request }: KeptRequest, what: PutOn) => {
    const hasEnded = () => begun('fingerprints')?.request !== request;
    await until(() => sbi.waits() || hasEnded());
    sbi.putOn(what);
    await until(() => sbi.waits() || hasEnded());
    return hasEnded();
  };
  return {
    agent, insertCard,
    removeCard: async () => {
      inReader = undefined;
      await place.pull();
    },
    forge: async () => {
      if (!inReader) throw simulatedDeviceFailures['no-card']();
      await insertCard({ ...inReader, forged: true });
    },
    unplugReader: async () => {
      inReader = undefined;
      await place.unplug();
    },
    plugInReader: place.plugIn, spoilCapture: (fault) => { sbi.next('RCAPTURE', fault); },
    typePin: window.type, become: sbi.become, requests: agent.keeping.requests.all,
    begin: () => {
      const [waiting] = agent.keeping.requests.all().filter(({ step }) => step === 'waiting');
      if (!waiting) throw simulatedDeviceFailures['no-open-request']();
      // What comes of it is told to the house; a demonstration waits there.
      void agent.begin(waiting.asked.visit);
      if (!begun(waiting.kind)) throw simulatedDeviceFailures['no-open-request']();
    },
    putFingers: async (fingers) => {
      const request = demandBegun('fingerprints');
      if (request.kind !== 'fingerprints' || fingers.some(({ finger }) => !request.asked.fingers.includes(finger))) throw simulatedDeviceFailures['finger-not-asked']();
      await put(request, { fingers: new Map(fingers.map(({ finger, quality }) => [finger, quality])) });
    },
    failFingers: async (says) => {
      const request = demandBegun('fingerprints');
      while (!await put(request, { says })) { /* the agent tries again */ }
    },
    chooseCode: async (code) => {
      const { request } = demandBegun('code');
      const hasEnded = () => begun('code')?.request !== request;
      await until(() => window.asksForCode() || hasEnded());
      window.choose(code);
      await until(hasEnded);
    },
    close: async () => {
      await agent.close();
      await place.close();
      await sbi.close();
    },
  };
}
