import type { Language } from '#services/kernel/context.ts';
import { defineTexts } from '#services/kernel/texts.ts';

/** Why a visit came to nothing, as the history says it to whoever was not there. By the code of the reason. */
export const reasonTexts = defineTexts({
  'not-home': { nl: 'niemand thuis', fr: 'personne à la maison', de: 'niemand zu Hause', en: 'nobody at home' },
  'other-person': { nl: 'het was iemand anders, of de ambtenaar twijfelde', fr: 'c’était quelqu’un d’autre, ou l’agent doutait', de: 'es war jemand anderes, oder der Beamte hatte Zweifel', en: 'it was somebody else, or the official was in doubt' },
  refused: { nl: 'de burger wilde niet meer', fr: 'le citoyen ne voulait plus', de: 'die Person wollte nicht mehr', en: 'the citizen did not want it any more' },
  unsafe: { nl: 'het was niet veilig', fr: 'ce n’était pas sûr', de: 'es war nicht sicher', en: 'it was not safe' },
  'device-broken': { nl: 'het toestel werkte niet', fr: 'l’appareil ne fonctionnait pas', de: 'das Gerät funktionierte nicht', en: 'the device did not work' },
  'official-ill': { nl: 'de ambtenaar was ziek', fr: 'l’agent était malade', de: 'der Beamte war krank', en: 'the official was ill' },
  'card-damaged': { nl: 'de nieuwe kaart was stuk', fr: 'la nouvelle carte était défectueuse', de: 'die neue Karte war defekt', en: 'the new card was broken' },
  'card-missing': { nl: 'de nieuwe kaart was weg', fr: 'la nouvelle carte avait disparu', de: 'die neue Karte war weg', en: 'the new card was gone' },
});

const isKnown = (reason: string): reason is keyof typeof reasonTexts => Object.hasOwn(reasonTexts, reason);

/** Nothing for a reason of which the state says enough. */
export function reasonIn(language: Language, reason: string | null): string | undefined {
  return reason !== null && isKnown(reason) ? reasonTexts[reason][language] : undefined;
}
