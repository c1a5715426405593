import { addMonths } from '#services/belgium/day.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import type { Flaw } from '#tools/simulated-card/content/card-content.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import type { TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';

/** A card as a demonstration describes it. */
export interface TrayCard {
  readonly cardNumber: string; readonly insz: string; readonly lastName: string; readonly firstNames: string; readonly validUntil: string;
  readonly activated: boolean; readonly photo: string | null;
  readonly address?: { readonly street: string; readonly postcode: string; readonly municipality: string } | null | undefined;
  /** From now on, with all tries open. */
  readonly pin?: string | undefined;
  /** Its chip is broken. */
  readonly unreadable?: boolean | undefined;
  /** Its signatures do not hold. */
  readonly forged?: boolean | undefined;
}

/** The cards of fictitious citizens: one that was activated stays so, and keeps its PIN, in whatever reader it is put. */
export interface CardTray {
  take(card: TrayCard): Promise<VirtualCard>;
}

const yearsOfACard = 10;

export function cardTray(pki: TestPki): CardTray {
  const known = new Map<string, { readonly like: string; readonly card: VirtualCard }>();
  return {
    take: async ({ activated, pin, ...given }) => {
      const before = known.get(given.cardNumber);
      const like = JSON.stringify(given);
      if (before?.like === like && pin === undefined && (!activated || before.card.state() !== 'not-activated')) return before.card;
      const isActive = activated || (before !== undefined && before.card.state() !== 'not-activated');
      const card = await makeCard(personOf(given), { pki, applet: '1.8', state: isActive ? 'active' : 'not-activated', flaws: flawsOf(given), ...(pin !== undefined && { pin }) });
      known.set(given.cardNumber, { like, card });
      return card;
    },
  };
}

function personOf({ cardNumber, insz, lastName, firstNames, validUntil, photo, address }: Omit<TrayCard, 'activated' | 'pin'>) {
  const birthDay = birthDateOf(insz);
  return testPerson({
    cardNumber, insz, lastName, firstNames, validUntil, validFrom: addMonths(validUntil, -12 * yearsOfACard), ...(birthDay !== undefined && { birthDay }),
    ...(address && { address }), ...(photo !== null && { photo: Buffer.from(photo, 'base64') }),
  });
}

function flawsOf({ unreadable, forged }: Pick<TrayCard, 'unreadable' | 'forged'>): readonly Flaw[] {
  return [...(forged === true ? ['forged-identity' as const] : []), ...(unreadable === true ? [{ cutShort: 'identity' as const }] : [])];
}
