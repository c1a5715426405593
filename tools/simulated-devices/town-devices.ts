import { join } from 'node:path';
import { z } from 'zod';
import { devicesFailures } from '#connectors/devices/devices.port.ts';
import { agentHome } from '#tools/device-agent/home/agent-home.ts';
import { enrolAgent } from '#tools/device-agent/home/enrol-agent.ts';
import type { DeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import type { CardPlaces } from './card-places.ts';
import type { CardTray } from './card-tray.ts';
import { openDeviceLedger } from './device-ledger.ts';
import type { LeveredDevices } from './device-levers.ts';
import type { InvitingHouse } from './inviting-house.ts';
import { openSimulatedDevice, type SimulatedDevice } from './simulated-device.ts';

export interface TownWish {
  readonly id: string;
  /** Homes of its agents, and the ledger. */
  readonly folder: string;
  readonly tray: CardTray;
  readonly keys: DeviceKeys;
  readonly places: CardPlaces;
  readonly now: () => number;
  /** Nothing as long as it is not open. */
  readonly house: () => InvitingHouse | undefined;
}

/** The devices of one municipality, each with a network of its own. */
export interface Town extends LeveredDevices { close(): Promise<void> }

interface Connected { readonly device: SimulatedDevice; readonly wire: CutWire }

const folderName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/);

export function townOf({ id, folder, tray, keys, places, now, house }: TownWish): Town {
  const open = new Map<string, Connected>();
  const ledger = openDeviceLedger(folder);
  let last: Promise<unknown> = Promise.resolve();
  const enrolAndOpen = async (name: string, wish: Parameters<LeveredDevices['connect']>[1]) => {
    const there = open.get(name);
    if (there) return there.device;
    const at = house();
    if (!at) throw devicesFailures.unavailable();
    const home = agentHome(join(folder, folderName.parse(name)));
    // A database that was made anew knows nobody; who was sent away stays so.
    if (home.enrolment() && !(await at.known(id)).includes(name)) home.remove();
    if (!home.enrolment()) {
      const { code, nis } = await at.invite(id, name, wish);
      await enrolAgent({ home, at: at.url, nis, code });
    }
    const { hostname, port } = new URL(at.url);
    const wire = await openCutWire({ host: hostname, port: Number(port) });
    const enrolment = home.enrolment();
    if (enrolment) home.write({ ...enrolment, at: `http://127.0.0.1:${wire.port}` });
    const begun = Promise.withResolvers<void>();
    const device = await openSimulatedDevice({
      home, tray, keys, place: places.take(), onConcluded: (concluded) => { ledger.note(name, concluded, now()); },
      onStanding: ({ line }) => { if (line === 'open' || line === 'ended') begun.resolve(); },
    });
    open.set(name, { device, wire });
    await begun.promise;
    return device;
  };
  const disconnect = async (name: string) => {
    const there = open.get(name);
    open.delete(name);
    await there?.device.close();
    await there?.wire.close();
  };
  const demand = (name: string): Connected => {
    const there = open.get(name);
    if (!there) throw devicesFailures.unavailable();
    return there;
  };
  return {
    ledger, disconnect, demand: (name) => demand(name).device, network: (name) => demand(name).wire,
    // One after the other: two at once would enrol it twice.
    connect: (name, wish) => {
      const turn = last.then(() => enrolAndOpen(name, wish));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      for (const name of open.keys()) await disconnect(name);
      ledger.close();
    },
  };
}
