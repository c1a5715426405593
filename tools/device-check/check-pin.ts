import { verifyOnPad } from '#tools/device-agent/card/use-pad.ts';
import { verifyPin, type PadAnswer } from '#tools/device-agent/card/use-pin.ts';
import type { CardReader } from '#tools/device-agent/card-reader.ts';
import type { CheckRow } from './report-table.ts';

/** What only the person at the reader can answer. */
export interface PinQuestions {
  /** May a try of the PIN be used? */
  readonly mayUseTry: () => Promise<boolean>;
  /** Digits in ASCII, wiped after; nothing when the person would rather not. Not asked where the reader has keys. */
  readonly pin: () => Promise<Buffer | undefined>;
}

/** Verifies the PIN, on the keys of the reader where it has any. A wrong one costs a try: so only after a yes. */
export async function checkPin(reader: CardReader, { mayUseTry, pin }: PinQuestions): Promise<CheckRow> {
  const what = 'the PIN is taken';
  if (!await mayUseTry()) return { what, ok: 'skipped', says: 'it was not agreed to' };
  const digits = reader.hasPinpad() ? undefined : await pin();
  if (!reader.hasPinpad() && digits === undefined) return { what, ok: 'skipped', says: 'none was given' };
  const { result, left }: PadAnswer<'verified'> = await reader.use(async (card) => (card.pinpad ? verifyOnPad(card.pinpad) : verifyPin(card, digits ?? Buffer.alloc(0))));
  return { what: reader.hasPinpad() ? 'the PIN is taken on the keys of the reader' : what, ok: result === 'verified', says: left === null ? result : `${result}, ${left} left` };
}
