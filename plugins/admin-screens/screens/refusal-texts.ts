import type { Language } from '#services/kernel/context.ts';
import { defineTexts } from '#services/kernel/texts.ts';

/** What the house refuses to an administrator, by type of the failure. */
export const refusalTexts = defineTexts({
  'administration.changed-since': { nl: 'Er is intussen iets gewijzigd. Kijk opnieuw wat er zou veranderen.', fr: 'Quelque chose a changé entre-temps. Vérifiez à nouveau ce qui changerait.', de: 'Inzwischen wurde etwas geändert. Sehen Sie neu nach, was sich ändern würde.', en: 'Something was changed meanwhile. Look again what would change.' },
  'administration.does-not-hold': { nl: 'Zo klopt het geheel niet meer. Er is niets gewijzigd.', fr: 'Ainsi, l’ensemble ne tient plus. Rien n’a été modifié.', de: 'So stimmt das Ganze nicht mehr. Es wurde nichts geändert.', en: 'With this it would not hold together. Nothing was changed.' },
  'administration.nothing-before': { nl: 'Er zijn geen vroegere instellingen.', fr: 'Il n’y a pas de réglages antérieurs.', de: 'Es gibt keine früheren Einstellungen.', en: 'There are no earlier settings.' },
  'administration.unknown-version': { nl: 'Die versie was er nooit.', fr: 'Cette version n’a jamais existé.', de: 'Diese Fassung gab es nie.', en: 'That version never was.' },
  'outbox.restored': { nl: 'Na een teruggezette back-up vergelijkt u eerst met de buitenwereld (npm run eid -- reconcile).', fr: 'Après une restauration, comparez d’abord avec l’extérieur (npm run eid -- reconcile).', de: 'Nach einer Rücksicherung vergleichen Sie zuerst mit der Außenwelt (npm run eid -- reconcile).', en: 'After a restored backup you compare with the outside first (npm run eid -- reconcile).' },
  'dead-letters.unknown-letter': { nl: 'Dit bericht ligt hier niet meer.', fr: 'Ce message n’est plus ici.', de: 'Diese Nachricht liegt nicht mehr hier.', en: 'This message does not wait here any more.' },
  'dead-letters.not-kept': { nl: 'Van een van deze berichten is de inhoud niet bewaard. De afzender moet het opnieuw sturen.', fr: 'Le contenu d’un de ces messages n’a pas été conservé. L’expéditeur doit le renvoyer.', de: 'Von einer dieser Nachrichten ist der Inhalt nicht aufbewahrt. Der Absender muss sie neu senden.', en: 'Of one of these messages the source was not kept. Its sender must send it again.' },
  'exceptions.unknown-item': { nl: 'Dit wacht niet meer op een mens.', fr: 'Ceci n’attend plus personne.', de: 'Das wartet nicht mehr auf einen Menschen.', en: 'This does not wait for a person any more.' },
  'agents.unknown-device': { nl: 'Dit toestel is hier niet bekend.', fr: 'Cet appareil n’est pas connu ici.', de: 'Dieses Gerät ist hier nicht bekannt.', en: 'This device is not known here.' },
  'retention.unknown-person': { nl: 'Over deze persoon is hier niets.', fr: 'Il n’y a rien ici sur cette personne.', de: 'Über diese Person gibt es hier nichts.', en: 'There is nothing about this person here.' },
  other: { nl: 'Dit is niet gelukt. Er is niets gewijzigd.', fr: 'Cela n’a pas réussi. Rien n’a été modifié.', de: 'Das hat nicht geklappt. Es wurde nichts geändert.', en: 'This did not work. Nothing was changed.' },
});

export function refusalIn(language: Language, failure: string | undefined): string | undefined {
  if (failure === undefined) return undefined;
  const known = Object.entries(refusalTexts).find(([type]) => type === failure)?.[1] ?? refusalTexts.other;
  return known[language];
}
