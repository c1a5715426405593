import type { Language } from '#services/kernel/context.ts';
import { defineTexts } from '#services/kernel/texts.ts';

/** What the house refuses, by type of the failure, in the words of those who work here. */
export const refusalTexts = defineTexts({
  'journey.move-not-possible': { nl: 'Dit kan niet meer: het dossier staat intussen elders. Kijk opnieuw.', fr: 'Ce n’est plus possible : le dossier a avancé. Regardez à nouveau.', de: 'Das geht nicht mehr: Das Dossier steht inzwischen woanders. Sehen Sie neu nach.', en: 'This is not possible any more: the dossier has moved on. Look again.' },
  'journey.changed-meanwhile': { nl: 'Iemand anders veranderde dit dossier net. Probeer opnieuw.', fr: 'Quelqu’un vient de modifier ce dossier. Réessayez.', de: 'Jemand anderes hat dieses Dossier gerade geändert. Versuchen Sie es noch einmal.', en: 'Somebody else has just changed this dossier. Try again.' },
  'appointments.moment-taken': { nl: 'Dit moment is net ingenomen. Kies een ander.', fr: 'Ce moment vient d’être pris. Choisissez-en un autre.', de: 'Dieser Zeitpunkt ist gerade vergeben. Wählen Sie einen anderen.', en: 'This moment has just been taken. Choose another one.' },
  'appointments.moment-not-offered': { nl: 'Op dit moment kan niemand gaan. Kies een ander.', fr: 'Personne ne peut y aller à ce moment. Choisissez-en un autre.', de: 'Zu diesem Zeitpunkt kann niemand gehen. Wählen Sie einen anderen.', en: 'Nobody can go at this moment. Choose another one.' },
  'appointments.no-visit': { nl: 'Er staat geen bezoek meer vast.', fr: 'Il n’y a plus de visite fixée.', de: 'Es steht kein Besuch mehr fest.', en: 'There is no planned visit any more.' },
  'delivery.too-early': { nl: 'De kaart kan er dan nog niet zijn. Kies later.', fr: 'La carte ne peut pas encore être là. Choisissez plus tard.', de: 'Die Karte kann dann noch nicht da sein. Wählen Sie später.', en: 'The card cannot be here by then. Choose later.' },
  'delivery.card-has-left': { nl: 'De kaart is sinds de ontvangst al de deur uit geweest. Is ze weg, meld ze dan als verloren.', fr: 'La carte est déjà sortie depuis sa réception. Si elle a disparu, déclarez-la perdue.', de: 'Die Karte war seit der Annahme schon außer Haus. Ist sie weg, melden Sie sie als verloren.', en: 'The card has left the town hall since it was received. If it is gone, report it lost.' },
  'delivery.not-received': { nl: 'Deze kaart is niet ontvangen.', fr: 'Cette carte n’est pas reçue.', de: 'Diese Karte ist nicht angenommen.', en: 'This card has not been received.' },
  'delivery.not-by-bpost': { nl: 'bpost levert hier niet.', fr: 'bpost ne livre pas ici.', de: 'bpost liefert hier nicht.', en: 'bpost does not deliver here.' },
  'invitation.not-waiting': { nl: 'Dit dossier wacht niet op een uitnodiging.', fr: 'Ce dossier n’attend pas d’invitation.', de: 'Dieses Dossier wartet auf keine Einladung.', en: 'This dossier is not waiting for an invitation.' },
  'payment.not-paid': { nl: 'Deze betaling is niet binnen: er is niets terug te betalen.', fr: 'Ce paiement n’est pas arrivé : rien à rembourser.', de: 'Diese Zahlung ist nicht eingegangen: nichts zurückzuzahlen.', en: 'This payment is not in: there is nothing to pay back.' },
  'bpost-delivery.not-announced': { nl: 'bpost verwacht deze kaart nog niet. Wacht tot de levering is aangekondigd.', fr: 'bpost n’attend pas encore cette carte. Attendez l’annonce de la livraison.', de: 'bpost erwartet diese Karte noch nicht. Warten Sie, bis die Lieferung angekündigt ist.', en: 'bpost does not expect this card yet. Wait until the delivery is announced.' },
  'request.method-missing': { nl: 'Dit bezoek kost iets: de burger boekt en betaalt op de website.', fr: 'Cette visite est payante : le citoyen réserve et paie sur le site.', de: 'Dieser Besuch kostet etwas: Die Person bucht und bezahlt auf der Website.', en: 'There is a fee for this visit: the citizen books and pays on the website.' },
  'request.too-late-to-change': { nl: 'Het bezoek is te dichtbij om het te verplaatsen.', fr: 'La visite est trop proche pour être déplacée.', de: 'Der Besuch ist zu nahe, um ihn zu verschieben.', en: 'The visit is too near to be moved.' },
  'request.no-card': { nl: 'Deze burger heeft geen eID die vernieuwd kan worden.', fr: 'Ce citoyen n’a pas d’eID à renouveler.', de: 'Diese Person hat keine eID, die erneuert werden kann.', en: 'This citizen holds no eID that can be renewed.' },
  'request.unknown-citizen': { nl: 'Het CRM kent deze burger niet.', fr: 'Le CRM ne connaît pas ce citoyen.', de: 'Das CRM kennt diese Person nicht.', en: 'The CRM does not know this citizen.' },
  'request.counter-only': { nl: 'Dit document wordt alleen aan het loket vernieuwd.', fr: 'Ce document est renouvelé uniquement au guichet.', de: 'Dieses Dokument wird nur am Schalter erneuert.', en: 'This document is renewed at the counter only.' },
  'request.already-served': { nl: 'Deze eID is al vernieuwd.', fr: 'Cette eID est déjà renouvelée.', de: 'Diese eID ist schon erneuert.', en: 'This eID has been renewed already.' },
  'exceptions.unknown-item': { nl: 'Dit wacht niet meer: iemand anders was eerst.', fr: 'Ceci n’attend plus : quelqu’un vous a devancé.', de: 'Das wartet nicht mehr: Jemand war schneller.', en: 'This does not wait any more: somebody else was first.' },
  'exceptions.not-at-desk': { nl: 'Hierover beslist uw beheerder: het is al vaak geprobeerd, of het kan dubbel gebeuren.', fr: 'Votre administrateur décide ici : on l’a souvent essayé, ou cela pourrait se faire deux fois.', de: 'Hier entscheidet die Verwaltung des Systems: Es wurde oft versucht, oder es könnte doppelt geschehen.', en: 'Your administrator decides about this: it was tried often, or it may happen twice.' },
  'exceptions.not-an-effect': { nl: 'Dit is niet aan een ander systeem gevraagd: het kan daar niet gebeurd zijn.', fr: 'Ceci n’a pas été demandé à un autre système : cela n’a pas pu s’y passer.', de: 'Das wurde von keinem anderen System verlangt: Es kann dort nicht geschehen sein.', en: 'This was not asked of another system: it cannot have happened there.' },
  'exceptions.output-needed': { nl: 'Wij weten niet wat het andere systeem antwoordde. Vraag uw beheerder om hulp.', fr: 'Nous ignorons la réponse de l’autre système. Demandez l’aide de votre administrateur.', de: 'Wir wissen nicht, was das andere System antwortete. Bitten Sie die Verwaltung des Systems um Hilfe.', en: 'We do not know what the other system answered. Ask your administrator for help.' },
  'exceptions.not-there': { nl: 'Het andere systeem zegt dat het niet gebeurd is. Probeer het opnieuw te versturen.', fr: 'L’autre système dit que cela n’a pas eu lieu. Essayez de renvoyer.', de: 'Das andere System sagt, es sei nicht geschehen. Versuchen Sie, es neu zu senden.', en: 'The other system says that it did not happen. Have it tried again.' },
  other: { nl: 'Dat lukte niet. Kijk na wat u koos en probeer opnieuw.', fr: 'Cela n’a pas réussi. Vérifiez votre choix et réessayez.', de: 'Das hat nicht geklappt. Prüfen Sie Ihre Wahl und versuchen Sie es noch einmal.', en: 'That did not work. Check what you chose and try again.' },
});

type Known = keyof typeof refusalTexts;
const isKnown = (type: string): type is Known => Object.hasOwn(refusalTexts, type);

export function refusalIn(language: Language, type: string): string {
  return refusalTexts[isKnown(type) ? type : 'other'][language];
}
