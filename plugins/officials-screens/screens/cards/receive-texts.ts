import type { Language } from '#services/kernel/context.ts';
import { defineTexts } from '#services/kernel/texts.ts';
import { refusalIn } from '../refusal-texts.ts';

export const receiveTexts = defineTexts({
  menu: { nl: 'Kaarten ontvangen', fr: 'Recevoir des cartes', de: 'Karten annehmen', en: 'Receive cards' },
  title: { nl: 'Kaarten ontvangen', fr: 'Recevoir des cartes', de: 'Karten annehmen', en: 'Receive cards' },
  titleOne: { nl: 'De kaart van dit dossier ontvangen', fr: 'Recevoir la carte de ce dossier', de: 'Die Karte dieses Dossiers annehmen', en: 'Receive the card of this dossier' },
  how: { nl: 'Neem de kaart uit de omslag. Scan of typ haar nummer en druk op Enter. Dan kan de volgende.', fr: 'Sortez la carte de l’enveloppe. Scannez ou tapez son numéro et appuyez sur Entrée. Passez à la suivante.', de: 'Nehmen Sie die Karte aus dem Umschlag. Scannen oder tippen Sie ihre Nummer und drücken Sie Enter. Dann die nächste.', en: 'Take the card out of its envelope. Scan or type its number and press Enter. Then take the next one.' },
  cardNumber: { nl: 'Nummer van de kaart', fr: 'Numéro de la carte', de: 'Nummer der Karte', en: 'Number of the card' },
  cardNumberHelp: { nl: '12 cijfers, zoals 591-1917064-58', fr: '12 chiffres, comme 591-1917064-58', de: '12 Ziffern, wie 591-1917064-58', en: '12 digits, like 591-1917064-58' },
  cardNumberWrong: { nl: '“{typed}” is geen kaartnummer. Kijk de 12 cijfers na.', fr: '« {typed} » n’est pas un numéro de carte. Vérifiez les 12 chiffres.', de: '„{typed}“ ist keine Kartennummer. Prüfen Sie die 12 Ziffern.', en: '“{typed}” is no card number. Check the 12 digits.' },
  receive: { nl: 'De kaart is hier', fr: 'La carte est ici', de: 'Die Karte ist hier', en: 'The card is here' },
  got: { nl: 'Ontvangen', fr: 'Reçue', de: 'Angenommen', en: 'Received' },
  'next-official': { nl: 'De ambtenaar brengt ze op {when}.', fr: 'L’agent la livre le {when}.', de: 'Der Beamte bringt sie am {when}.', en: 'The official brings it on {when}.' },
  'next-bpost': { nl: 'bpost brengt ze op {when}. Geef ze mee met de koerier.', fr: 'bpost la livre le {when}. Confiez-la au coursier.', de: 'bpost bringt sie am {when}. Geben Sie sie dem Kurier mit.', en: 'bpost brings it on {when}. Hand it to the courier.' },
  'next-call': { nl: 'Er is nog geen moment voor de levering. Bel de burger en spreek er een af.', fr: 'Aucun moment n’est fixé pour la livraison. Appelez le citoyen et convenez-en.', de: 'Für die Lieferung gibt es noch keinen Zeitpunkt. Rufen Sie die Person an.', en: 'No moment for the delivery stands yet. Telephone the citizen and agree one.' },
  'next-keep': { nl: 'Niemand wacht nog op deze kaart. Bewaar ze apart: vanaf {day} wordt ze vernietigd.', fr: 'Plus personne n’attend cette carte. Gardez-la à part : dès le {day}, elle est détruite.', de: 'Niemand wartet mehr auf diese Karte. Legen Sie sie beiseite: Ab dem {day} wird sie vernichtet.', en: 'Nobody waits for this card any more. Put it aside: from {day} it is destroyed.' },
  now: { nl: 'Nu: {state}', fr: 'Maintenant : {state}', de: 'Jetzt: {state}', en: 'Now: {state}' },
  agree: { nl: 'Spreek een moment af', fr: 'Convenir d’un moment', de: 'Zeitpunkt vereinbaren', en: 'Agree a moment' },
  give: { nl: 'Naar bpost', fr: 'Vers bpost', de: 'Zu bpost', en: 'To bpost' },
  takeBack: { nl: 'Toch niet ontvangen', fr: 'Pas reçue, finalement', de: 'Doch nicht angenommen', en: 'Not received after all' },
  expected: { nl: 'Nog te komen', fr: 'À venir', de: 'Noch erwartet', en: 'Still to come' },
  onlyFirst: { nl: 'De eerste {shown} van {total}.', fr: 'Les {shown} premières sur {total}.', de: 'Die ersten {shown} von {total}.', en: 'The first {shown} of {total}.' },
  noneExpected: { nl: 'Er wordt geen kaart verwacht.', fr: 'Aucune carte n’est attendue.', de: 'Es wird keine Karte erwartet.', en: 'No card is expected.' },
  today: { nl: 'Vandaag ontvangen', fr: 'Reçues aujourd’hui', de: 'Heute angenommen', en: 'Received today' },
  noneToday: { nl: 'Nog geen', fr: 'Aucune encore', de: 'Noch keine', en: 'None yet' },
  expectedOn: { nl: 'verwacht op {day}', fr: 'attendue le {day}', de: 'erwartet am {day}', en: 'expected on {day}' },
  late: { nl: 'te laat', fr: 'en retard', de: 'verspätet', en: 'late' },
  ordered: { nl: 'besteld op {day}', fr: 'commandée le {day}', de: 'bestellt am {day}', en: 'ordered on {day}' },
  planned: { nl: 'levering op {when}', fr: 'livraison le {when}', de: 'Lieferung am {when}', en: 'delivery on {when}' },
  notPlanned: { nl: 'nog geen levering afgesproken', fr: 'livraison pas encore convenue', de: 'noch keine Lieferung vereinbart', en: 'no delivery agreed yet' },
  ended: { nl: 'het dossier is geëindigd: ontvang en bewaar ze', fr: 'le dossier est terminé : recevez-la et gardez-la', de: 'das Dossier ist beendet: annehmen und aufbewahren', en: 'the dossier has ended: receive and keep it' },
  wrongNote: { nl: 'Toch verkeerd ontvangen? Neem het terug zolang de kaart hier ligt. Is ze hier geweest en weg, dan meldt de ambtenaar ze als verloren.', fr: 'Reçue par erreur ? Annulez tant que la carte est ici. Si elle a disparu, l’agent la déclare perdue.', de: 'Irrtum? Nehmen Sie es zurück, solange die Karte hier liegt. Ist sie verschwunden, meldet der Beamte sie als verloren.', en: 'Received by mistake? Take it back as long as the card lies here. If it was here and is gone, the official reports it lost.' },
  toDossier: { nl: 'Naar het dossier', fr: 'Vers le dossier', de: 'Zum Dossier', en: 'To the dossier' },
  toAll: { nl: 'Naar alle kaarten', fr: 'Vers toutes les cartes', de: 'Zu allen Karten', en: 'To all cards' },
});

/** What the house says to a number, where the same words mean something else than at the door. */
const refusedHere = defineTexts({
  'delivery.card-not-expected': { nl: '{number} wordt hier niet verwacht. Het is geen kaart van een bezoek thuis: leg ze bij de kaarten van het loket.', fr: '{number} n’est pas attendue ici. Ce n’est pas une carte d’une visite à domicile : mettez-la avec celles du guichet.', de: '{number} wird hier nicht erwartet. Es ist keine Karte eines Hausbesuchs: Legen Sie sie zu den Karten des Schalters.', en: '{number} is not expected here. It is no card of a visit at home: put it with the cards of the counter.' },
  'delivery.already-received': { nl: '{number} is al ontvangen.', fr: '{number} est déjà reçue.', de: '{number} ist schon angenommen.', en: '{number} has been received already.' },
  'delivery.other-card': { nl: '{number} is niet de kaart van dit dossier. Leg ze opzij en ontvang ze bij alle kaarten.', fr: '{number} n’est pas la carte de ce dossier. Mettez-la de côté et recevez-la parmi toutes les cartes.', de: '{number} ist nicht die Karte dieses Dossiers. Legen Sie sie beiseite und nehmen Sie sie bei allen Karten an.', en: '{number} is not the card of this dossier. Put it aside and receive it among all cards.' },
  'delivery.no-order': { nl: 'Voor dit dossier is geen kaart besteld.', fr: 'Aucune carte n’est commandée pour ce dossier.', de: 'Für dieses Dossier ist keine Karte bestellt.', en: 'No card has been ordered for this dossier.' },
  'delivery.card-gone': { nl: 'De kaart van dit dossier is verloren, vernietigd of al aan het loket gegeven.', fr: 'La carte de ce dossier est perdue, détruite ou déjà remise au guichet.', de: 'Die Karte dieses Dossiers ist verloren, vernichtet oder schon am Schalter ausgegeben.', en: 'The card of this dossier was lost, destroyed or handed out at the counter.' },
});
const isSaidHere = (type: string): type is keyof typeof refusedHere => Object.hasOwn(refusedHere, type);

export function refusedReceipt(language: Language, type: string, number: string): string {
  return isSaidHere(type) ? refusedHere[type][language].replace('{number}', number) : refusalIn(language, type);
}
