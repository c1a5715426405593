import { devicesFailures } from '../devices.port.ts';
import { demandCard, demandConnected, openRequest, type DevicesOperations, type DevicesWorld, type Request } from './devices-world.ts';

/** The command of our BiZa that names the card to activate; see the BiZa sandbox's script. */
const namesCard = /^80EA000006(\d{12})$/;
const success = '9000';
/** Security status not satisfied (ISO/IEC 7816-4). */
const refusal = '6982';

export function operationsOf(world: DevicesWorld): DevicesOperations {
  const request = (device: string, asked: Omit<Request, 'at'>) => {
    demandConnected(world, device);
    if (openRequest(world, device)) throw devicesFailures.busy();
    world.requests.put(device, { ...asked, at: world.now() });
    return {};
  };
  return {
    list: {
      act: () => ({
        devices: world.connected.all().map(({ id, document: { title } }) => ({
          device: id, title, cardReader: world.cards.get(id) ? 'ready' as const : 'no-card' as const, fingerprints: openRequest(world, id) ? 'busy' as const : 'ready' as const,
        })),
      }),
    },
    readCard: {
      act: ({ device }) => {
        const { unreadable: _, ...read } = demandCard(world, device);
        return read;
      },
    },
    requestFingerprints: {
      act: ({ device, visit, dossier, fingers, exceptions }, { key }) => request(device, { kind: 'fingerprints', request: key, visit, dossier, fingers, exceptions }),
    },
    requestCode: { act: ({ device, visit, dossier }, { key }) => request(device, { kind: 'code', request: key, visit, dossier, fingers: [], exceptions: [] }) },
    runScript: {
      act: ({ device, script }) => {
        const { cardNumber } = demandCard(world, device);
        const isOfAnother = script.some((command) => (namesCard.exec(command)?.[1] ?? cardNumber) !== cardNumber);
        if (isOfAnother) return { responses: script.map(() => refusal) };
        world.activated.put(cardNumber, world.now());
        return { responses: script.map(() => success) };
      },
    },
  };
}
