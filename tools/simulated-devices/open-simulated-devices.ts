import { createServer } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devices } from '#connectors/devices/devices.port.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { servedSandbox, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { listenOn } from '#tools/outside/listen-on.ts';
import { readWire } from '#tools/outside/read-wire.ts';
import { serveLever } from '#tools/outside/serve-lever.ts';
import { openPki } from '#tools/simulated-card/pki/keep-pki.ts';
import { rootsOf } from '#tools/simulated-card/pki/roots-of.ts';
import { keysOf } from '#tools/simulated-sbi/device-keys.ts';
import { inProcessPlaces, type CardPlaces } from './card-places.ts';
import { cardTray } from './card-tray.ts';
import { certifyBiza } from './certify-biza.ts';
import { deviceLevers } from './device-levers.ts';
import type { InvitingHouse } from './inviting-house.ts';
import { townOf, type Town } from './town-devices.ts';

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
  const towns = new Map<string, { readonly town: Town; readonly levers: Record<string, Lever> }>();
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
    const town = townOf({ id: definition.id, folder: own, tray: cardTray(pki), keys, places, now, house: () => house });
    towns.set(definition.id, { town, levers: deviceLevers(town) });
    const live = servedSandbox(devices, { cardRoots: `file:${roots}`, biza: { keyId, certificate: `file:${certificate}` } }, `${url}/${definition.id}/levers`);
    return { ...definition, connectors: definition.connectors.map((chosen) => (chosen.port.id === devices.id && chosen.mode === 'sandbox' ? live : chosen)) };
  }));
  return {
    url, municipalities: pointed, said: places.said, meet: (open) => { house = open; },
    close: async () => {
      for (const { town } of towns.values()) await town.close();
      await places.close();
      await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    },
  };
}
