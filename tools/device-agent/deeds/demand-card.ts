import type { NamedCard } from '#connectors/devices/wire/asks.ts';
import { CardSaidNo, status } from '../card/exchange.ts';
import { whichCard } from '../card/which-card.ts';
import type { Card } from '../card-reader.ts';
import { DeedFailed } from './deed-failed.ts';

/**
 * The card that is held is the one that was meant, or nothing is done with it. To be asked in the very hold in which something is done: between two holds a card can be
 * changed. A house of before version 1.1 names none.
 * @param untold whether a card that does not tell which one it is will do
 * @throws DeedFailed `wrong-card`; CardSaidNo
 */
export async function demandCard(card: Card, named: NamedCard | undefined, { untold = false }: { readonly untold?: boolean } = {}): Promise<void> {
  if (!named) return;
  const which = await whichCard(card, named);
  if (which === 'another') throw new DeedFailed('wrong-card');
  if (which === 'untold' && !untold) throw new CardSaidNo(status.notAllowedNow);
}
