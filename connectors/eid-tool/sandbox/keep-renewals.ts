import { ageOn } from '#services/belgium/age.ts';
import { addMonths } from '#services/belgium/day.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { eidToolFailures } from '../eid-tool.port.ts';
import { demandCard, giveCard, type EidToolOperations, type EidToolWorld } from './eid-tool-world.ts';

type Told = Pick<EidToolOperations, 'openRenewal' | 'setHomeServiceFlag' | 'mirrorDossier' | 'closeRenewal'>;

/** What the tool is told. */
export function renewalsOf(world: EidToolWorld): Told {
  const { cards, renewals, flags, dossiers, now } = world;
  return {
    openRenewal: {
      act: ({ dossier, cardNumber }) => {
        demandCard(world, cardNumber);
        renewals.put(cardNumber, { dossier, openedAt: now(), closed: null });
        return {};
      },
    },
    setHomeServiceFlag: { act: ({ insz, homeService }) => { flags.put(insz, homeService); return {}; } },
    mirrorDossier: {
      act: ({ dossier, ...told }) => {
        demandCard(world, told.cardNumber);
        const shown = dossiers.get(dossier);
        // An older message never overwrites a newer one.
        if (!shown || shown.sequence < told.sequence) dossiers.put(dossier, told);
        return {};
      },
    },
    closeRenewal: {
      act: ({ dossier, cardNumber, newCardNumber, closedOn, deliveredBy }) => {
        const old = demandCard(world, cardNumber);
        const { openedAt, closed } = renewals.get(cardNumber) ?? { openedAt: now(), closed: null };
        // Told again under another key it is still the same renewal; a card is replaced by one card, and by one of its holder.
        if (closed?.newCardNumber === newCardNumber) return {};
        if (closed || cards.get(newCardNumber)) throw eidToolFailures.refused();
        giveCard(world, { ...old, cardNumber: newCardNumber, expiresOn: addMonths(closedOn, validityMonths(old.insz, closedOn)) });
        renewals.put(cardNumber, { dossier, openedAt, closed: { newCardNumber, closedOn, deliveredBy } });
        return {};
      },
    },
  };
}

/** 12 to 17: 6 years; 75 and over: 30; else, or when the age is not known, 10. As the law has it for the eID: see `validityMonths` of BiZa's port. */
function validityMonths(insz: string, day: string): number {
  const birthDate = birthDateOf(insz);
  const age = birthDate === undefined ? undefined : ageOn(birthDate, day);
  if (age === undefined) return 120;
  if (age >= 75) return 360;
  return age < 18 ? 72 : 120;
}
