import type { Socket } from 'node:net';
import { CardPulled, type VirtualCard } from './virtual-card.ts';

/** What a virtual reader (vpcd) says that is no command for the card: one byte. */
const controls = { off: 0, on: 1, reset: 2, atr: 4 } as const;

/**
 * Answers a vpcd reader for this card: each message is its length in two bytes, and as many bytes. One byte is a control; of those only the question for
 * the ATR is answered. A card that pulls itself ends the line.
 */
export function speakVpcd(socket: Socket, card: VirtualCard, onPulled: () => void): void {
  let heard = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('data', (part: Buffer) => {
    heard = Buffer.concat([heard, part]);
    while (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE()) {
      const message = heard.subarray(2, 2 + heard.readUInt16BE());
      heard = heard.subarray(2 + message.length);
      hear(message);
    }
  });
  // A reader that goes away is nothing that a card could mend.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => card.reset());
  const say = (bytes: Uint8Array) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    socket.write(Buffer.concat([length, bytes]));
  };
  const hear = (message: Buffer) => {
    if (message.length !== 1) return answer(message);
    if (message[0] === controls.atr) say(card.atr);
    else if (message[0] === controls.off || message[0] === controls.on || message[0] === controls.reset) card.reset();
  };
  const answer = (command: Buffer) => {
    try {
      const said = card.transmit(command);
      // A mute card says nothing, and vpcd waits for it until it is pulled.
      if (said.length > 0) say(said);
    } catch (error) {
      if (!(error instanceof CardPulled)) throw error;
      onPulled();
      socket.destroy();
    }
  };
}
