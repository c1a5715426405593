import type { HistoryLine } from '#services/journey/dossier.store.ts';

export type CardHolder = 'maker' | 'municipality' | 'bpost' | 'citizen';

const passes: Readonly<Record<string, CardHolder>> = {
  order: 'maker', 'receive-card': 'municipality', 'take-back-receipt': 'maker', 'hand-to-bpost': 'bpost', 'return-card': 'municipality', activate: 'citizen', 'lose-card': 'maker',
};

/** Has the card lain at the town hall ever since it was received? Who plans its delivery does not touch it. */
export function liesSinceReceipt(history: readonly Pick<HistoryLine, 'move'>[]): boolean {
  const receipt = history.findLastIndex(({ move }) => move === 'receive-card');
  return receipt >= 0 && history.slice(receipt + 1).every(({ move }) => move === 'plan-delivery');
}

/** Who holds the card, by the dossier's own history (in the order of its sequence). */
export function cardHolder(history: readonly Pick<HistoryLine, 'move'>[]): CardHolder {
  return history.reduce<CardHolder>((holder, { move }) => passes[move] ?? holder, 'maker');
}
