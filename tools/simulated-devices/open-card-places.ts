import { pointPcscAt } from '#config/environment.ts';
import { loadPcsc } from '#tools/device-agent/pcsc/load-pcsc.ts';
import { iproute, pcscd, vpcd, type SystemPackage } from '#tools/system-packages/packages.ts';
import { startPcscd } from '#tools/system-packages/start-pcscd.ts';
import { inProcessPlaces, type CardPlaces } from './card-places.ts';
import { pcscPlaces } from './pcsc-places.ts';

/** Cards in a third one are not seen: why is not known. */
const readers = 2;

export interface CardPlacesWish {
  /** Real PC/SC is wanted. */
  readonly pcsc: boolean;
  /** Told what becomes of it later. */
  readonly tell: (what: string) => void;
}
/** What of the operating system it takes. */
export interface CardPlacesMeans { readonly packages: readonly SystemPackage[]; readonly load: typeof loadPcsc; readonly start: typeof startPcscd }
const ofThisMachine: CardPlacesMeans = { packages: [pcscd, vpcd, iproute], load: loadPcsc, start: startPcscd };

/**
 * Where simulated devices of this process have their cards: in real PC/SC where Debian's pcscd and vpcd are installed and may be started apart from all else; in this process where not, or
 * where nobody wants it. Once in a process: its library for PC/SC looks for the service one time.
 */
export async function openCardPlaces({ pcsc, tell }: CardPlacesWish, { packages, load, start }: CardPlacesMeans = ofThisMachine): Promise<CardPlaces> {
  if (!pcsc) return inProcessPlaces('so it was asked');
  const missing = packages.filter((wanted) => wanted.find() === undefined);
  if (missing.length > 0) return inProcessPlaces(`not installed: ${missing.map(({ name, debian }) => `${name} (Debian: ${debian.join(' or ')})`).join(', ')}`);
  const open = await load();
  if (!open) return inProcessPlaces('the library of PC/SC cannot be loaded (Debian: libpcsclite1)');
  try {
    const running = await start({ name: 'Simulated reader', readers });
    pointPcscAt(running.socket);
    return pcscPlaces({ pcscd: running, open, tell });
  } catch (error) {
    return inProcessPlaces(`pcscd and vpcd are installed, but may not be started here apart from all else (${lastLineOf(error)})`);
  }
}

/** What the program said itself, when it could not. */
const lastLineOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
