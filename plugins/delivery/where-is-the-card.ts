import type { HistoryLine } from '#services/journey/dossier.store.ts';

export type CardHolder = 'maker' | 'municipality' | 'bpost' | 'citizen';

const passes: Readonly<Record<string, CardHolder>> = {
  order: 'maker', 'receive-card': 'municipality', 'hand-to-bpost': 'bpost', 'return-card': 'municipality', activate: 'citizen', 'lose-card': 'maker',
};

/** Who holds the card, by the dossier's own history (in the order of its sequence). */
export function cardHolder(history: readonly Pick<HistoryLine, 'move'>[]): CardHolder {
  return history.reduce<CardHolder>((holder, { move }) => passes[move] ?? holder, 'maker');
}
