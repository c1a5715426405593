import { orders } from './answers.ts';
import type { JourneyRun } from './journey-run.ts';

/** The number of the card that BiZa had made for this dossier last. */
export async function orderedCard({ client }: Pick<JourneyRun, 'client'>, dossier: string): Promise<string> {
  const card = (await client.pull(orders, 'biza', 'orders')).orders.findLast((order) => order.dossier === dossier);
  if (!card) throw new Error('BiZa knows no order for this dossier');
  return card.cardNumber;
}
