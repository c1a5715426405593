import { createServer } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { devices, devicesFailures } from '#connectors/devices/devices.port.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { servedSandbox, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { agentHome } from '#tools/device-agent/home/agent-home.ts';
import { enrolAgent } from '#tools/device-agent/home/enrol-agent.ts';
import { listenOn } from '#tools/outside/listen-on.ts';
import { readWire } from '#tools/outside/read-wire.ts';
import { serveLever } from '#tools/outside/serve-lever.ts';
import { openPki } from '#tools/simulated-card/pki/keep-pki.ts';
import { rootsOf } from '#tools/simulated-card/pki/roots-of.ts';
import { keysOf } from '#tools/simulated-sbi/device-keys.ts';
import { inProcessPlaces, type CardPlaces } from './card-places.ts';
import { cardTray, type CardTray } from './card-tray.ts';
import { certifyBiza } from './certify-biza.ts';
import { deviceLevers, type LeveredDevices } from './device-levers.ts';
import { openSimulatedDevice, type SimulatedDevice } from './simulated-device.ts';

/** What an administrator does in the house, so that a device can enrol. */
export interface InvitingHouse {
  /** Where its gateway is, on this machine. */
  readonly url: string;
  invite(municipality: string, device: string, wish: { readonly title: string; readonly rights: readonly string[] }): Promise<{ readonly code: string; readonly nis: string }>;
  /** Devices that it knows, sent away or not. */
  known(municipality: string): Promise<readonly string[]>;
}

export interface SimulatedDevices {
  readonly url: string;
  /** The municipalities with their devices behind lines. */
  readonly municipalities: readonly MunicipalityDefinition[];
  /** Where their cards are, and why there. */
  readonly said: string;
  /** From now on devices can be connected: the house is open. */
  meet(house: InvitingHouse): void;
  close(): Promise<void>;
}

export interface SimulatedDevicesWish {
  readonly municipalities: readonly MunicipalityDefinition[];
  /** Where the sandboxes keep their books, and BiZa its key; homes of the agents and their authorities stand there too. */
  readonly folder: string;
  /** Closed with them. In this process where left out. */
  readonly places?: CardPlaces;
  readonly now?: () => number;
}

export async function openSimulatedDevices({ municipalities, folder, places = inProcessPlaces('so it was asked'), now = Date.now }: SimulatedDevicesWish): Promise<SimulatedDevices> {
  mkdirSync(folder, { recursive: true });
  const pki = await openPki(join(folder, 'card-authorities'), { now: now() });
  const keys = await keysOf(join(folder, 'fingerprint-device'), { maker: 'Maker', now: now() });
  const roots = join(folder, 'card-roots.pem');
  writeFileSync(roots, rootsOf(pki));
  let house: InvitingHouse | undefined;
  const towns = new Map<string, { readonly open: Map<string, SimulatedDevice>; readonly levers: Record<string, Lever> }>();
  const server = createServer((request, response) => {
    void (async () => {
      const wire = await readWire(request);
      const [, town = '', first, name] = wire?.path.split('/') ?? [];
      const found = towns.get(town);
      const answer = wire && found && first === 'levers' ? await serveLever(found.levers, wire.method, name, wire.body) : { status: 404 as const };
      response.writeHead(answer.status, 'headers' in answer ? answer.headers : {}).end('body' in answer ? answer.body : '');
    })().catch(() => { response.writeHead(500).end(); });
  });
  const url = await listenOn(server, 0);
  const pointed = await Promise.all(municipalities.map(async (definition) => {
    const own = join(folder, definition.id, 'devices');
    mkdirSync(own, { recursive: true });
    const certificate = join(own, 'biza.pem');
    const keyId = await certifyBiza(join(folder, definition.id), certificate, now());
    const town = townOf({ id: definition.id, folder: own, tray: cardTray(pki), keys, places, house: () => house });
    towns.set(definition.id, { open: town.open, levers: deviceLevers(town) });
    const live = servedSandbox(devices, { cardRoots: `file:${roots}`, biza: { keyId, certificate: `file:${certificate}` } }, `${url}/${definition.id}/levers`);
    return { ...definition, connectors: definition.connectors.map((chosen) => (chosen.port.id === devices.id && chosen.mode === 'sandbox' ? live : chosen)) };
  }));
  return {
    url, municipalities: pointed, said: places.said, meet: (open) => { house = open; },
    close: async () => {
      for (const { open } of towns.values()) for (const device of open.values()) await device.close();
      await places.close();
      await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    },
  };
}

interface Town { readonly id: string; readonly folder: string; readonly tray: CardTray; readonly keys: Parameters<typeof openSimulatedDevice>[0]['keys']; readonly places: CardPlaces; readonly house: () => InvitingHouse | undefined }

const folderName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/);

function townOf({ id, folder, tray, keys, places, house }: Town): LeveredDevices & { readonly open: Map<string, SimulatedDevice> } {
  const open = new Map<string, SimulatedDevice>();
  let last: Promise<unknown> = Promise.resolve();
  const enrolAndOpen = async (device: string, wish: Parameters<LeveredDevices['connect']>[1]) => {
    const there = open.get(device);
    if (there) return there;
    const at = house();
    if (!at) throw devicesFailures.unavailable();
    const home = agentHome(join(folder, folderName.parse(device)));
    // A database that was made anew knows nobody; who was sent away stays so.
    if (home.enrolment() && !(await at.known(id)).includes(device)) home.remove();
    const enrolment = home.enrolment();
    if (!enrolment) {
      const { code, nis } = await at.invite(id, device, wish);
      await enrolAgent({ home, at: at.url, nis, code });
    } else if (enrolment.at !== at.url) home.write({ ...enrolment, at: at.url });
    const begun = Promise.withResolvers<void>();
    const opened = await openSimulatedDevice({ home, tray, keys, place: places.take(), onStanding: ({ line }) => { if (line === 'open' || line === 'ended') begun.resolve(); } });
    open.set(device, opened);
    await begun.promise;
    return opened;
  };
  return {
    open,
    // One after the other: two at once would enrol it twice.
    connect: (device, wish) => {
      const turn = last.then(() => enrolAndOpen(device, wish));
      last = turn.catch(() => undefined);
      return turn;
    },
    disconnect: async (device) => {
      const there = open.get(device);
      open.delete(device);
      await there?.close();
    },
    demand: (device) => {
      const there = open.get(device);
      if (!there) throw devicesFailures.unavailable();
      return there;
    },
  };
}
