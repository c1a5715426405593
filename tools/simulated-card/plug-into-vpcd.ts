import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { speakVpcd } from './speak-vpcd.ts';
import type { VirtualCard } from './virtual-card.ts';

/** Where a virtual reader (vpcd) waits for cards: a port of this machine, or a socket that leads there. */
export type VpcdPlace = { readonly port: number } | { readonly path: string };

export interface PluggedCard {
  /** The card is out when this resolves; putting it in again is another call. */
  pull(): Promise<void>;
}

const againAfterMs = 250;

/**
 * Puts a card into a virtual reader. It stays in until it is pulled, like a real one: when the reader or pcscd goes away and comes back, it is in again. A card
 * that pulls itself (`pullAfter`) stays out.
 */
export async function plugIntoVpcd(place: VpcdPlace, card: VirtualCard): Promise<PluggedCard> {
  let [socket, timer, isOut]: [Socket, NodeJS.Timeout | undefined, boolean] = [plug(), undefined, false];
  await once(socket, 'connect');
  stay();
  return {
    pull: async () => {
      isOut = true;
      clearTimeout(timer);
      if (socket.closed) return;
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    },
  };

  function plug(): Socket {
    const made = connect({ ...place, host: '127.0.0.1' });
    speakVpcd(made, card, () => { isOut = true; });
    return made;
  }

  function stay(): void {
    socket.once('close', () => {
      if (isOut) return;
      timer = setTimeout(() => {
        socket = plug();
        stay();
      }, againAfterMs);
    });
  }
}
