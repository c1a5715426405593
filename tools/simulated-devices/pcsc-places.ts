import type { CardReader } from '#tools/device-agent/card-reader.ts';
import { openPcscReader } from '#tools/device-agent/pcsc/open-pcsc-reader.ts';
import type { OpenPcsc } from '#tools/device-agent/pcsc/pcsc-line.ts';
import { realAfter, type After } from '#tools/device-agent/sbi/after.ts';
import { plugIntoVpcd, type PluggedCard } from '#tools/simulated-card/plug-into-vpcd.ts';
import type { ReaderSlot, RunningPcscd } from '#tools/system-packages/start-pcscd.ts';
import { inProcessPlace, type CardPlace, type CardPlaces } from './card-places.ts';
import { pullableReader } from './pullable-reader.ts';
import { simulatedDeviceFailures } from './simulated-device-failures.ts';

export interface PcscPlacesWish {
  readonly pcscd: RunningPcscd;
  /** PC/SC as this process reaches it: at the socket of that service. */
  readonly open: OpenPcsc;
  /** Told when the service died. */
  readonly tell: (what: string) => void;
}

/** A reader is asked every 400 ms whether a card came or went; a service that died is back within seconds, and looked for again every eight at the latest. */
const withinMs = 10_000;
/** So often a card is put in that nobody sees. */
const mostTries = 3;
/** One that dies more often has something that a new start does not mend. */
const mostRestarts = 5;

/** Virtual readers of a real PC/SC; devices that are more than it has slots get a reader in this process. */
export function pcscPlaces({ pcscd, open, tell }: PcscPlacesWish): CardPlaces {
  const free: ReaderSlot[] = [...pcscd.slots];
  let isClosing = false;
  void keepAlive();
  return {
    said: `in real PC/SC: a pcscd of this start alone, with ${pcscd.slots.length} virtual slots (vpcd)`,
    take: () => {
      const slot = free.shift();
      if (!slot) return inProcessPlace();
      const place = placeAt(slot, open);
      return { ...place, close: async () => { await place.close(); free.push(slot); } };
    },
    close: async () => {
      isClosing = true;
      await pcscd.stop();
    },
  };

  async function keepAlive(): Promise<void> {
    for (let time = 1; time <= mostRestarts; time += 1) {
      await pcscd.ended();
      if (isClosing) return;
      const isBack = await pcscd.restart().then(() => true, () => false);
      if (isClosing) return;
      tell(isBack ? 'the card service (pcscd) died and was started again' : 'the card service (pcscd) died and does not start any more: the readers are absent until the next start');
      if (!isBack) return;
    }
  }
}

function placeAt(slot: ReaderSlot, open: OpenPcsc): CardPlace {
  const { reader, unplug, plugIn } = pullableReader(openPcscReader({ name: slot.name, open }));
  let plugged: PluggedCard | undefined;
  let isOut = false;
  const pull = async () => {
    await plugged?.pull();
    plugged = undefined;
    await becomes(reader, (state) => state !== 'ready');
  };
  return {
    reader, pull,
    insert: async (card) => {
      if (isOut) throw simulatedDeviceFailures['reader-gone']();
      // Without a moment in between the service would take the new card for the old one.
      await pull();
      if (!await becomes(reader, (state) => state === 'no-card')) throw simulatedDeviceFailures['reader-gone']();
      // A card that is not heard when it is powered stays mute for the service until it is put in again.
      for (let time = 1; time <= mostTries; time += 1) {
        plugged = await plugIntoVpcd({ path: slot.path }, card).catch(() => undefined);
        if (plugged && await becomes(reader, (state) => state === 'ready')) return;
        await pull();
      }
      throw simulatedDeviceFailures['reader-gone']();
    },
    unplug: async () => {
      isOut = true;
      unplug();
      await pull();
    },
    plugIn: () => {
      isOut = false;
      plugIn();
    },
    close: async () => {
      await pull();
      await reader.close();
    },
  };
}

/** Whether it comes so far in time. */
function becomes(reader: CardReader, holds: (state: ReturnType<CardReader['state']>) => boolean, after: After = realAfter): Promise<boolean> {
  if (holds(reader.state())) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (has: boolean) => {
      stopListening();
      stopWaiting();
      resolve(has);
    };
    const stopListening = reader.onChange(() => { if (holds(reader.state())) end(true); });
    const stopWaiting = after(withinMs, () => { end(false); });
  });
}
