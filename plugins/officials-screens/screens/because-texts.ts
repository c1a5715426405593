import type { ActionOutput } from '#services/kernel/registry.ts';
import { defineTexts, type Text } from '#services/kernel/texts.ts';

type Because = ActionOutput<'delivery.propose'>['because'];

/** Why the one or the other brings a card. */
export const becauseTexts = defineTexts({
  'citizens-choice': { nl: 'de burger koos dit', fr: 'c’est le choix du citoyen', de: 'die Person wählte das', en: 'the citizen chose so' },
  'not-by-bpost': { nl: 'bpost levert niet voor deze gemeente', fr: 'bpost ne livre pas pour cette commune', de: 'bpost liefert nicht für diese Gemeinde', en: 'bpost does not deliver for this municipality' },
  'no-agreement': { nl: 'hier geldt geen akkoord met bpost', fr: 'aucun accord avec bpost n’est en vigueur ici', de: 'hier gilt keine Vereinbarung mit bpost', en: 'no agreement with bpost holds here' },
  'capacity-used-up': { nl: 'wat bpost kan leveren, is ingenomen', fr: 'ce que bpost peut livrer est occupé', de: 'was bpost liefern kann, ist belegt', en: 'what bpost can deliver is taken' },
  'bpost-sooner': { nl: 'bpost is er vroeger', fr: 'bpost est là plus tôt', de: 'bpost ist früher da', en: 'bpost is there sooner' },
  'official-sooner': { nl: 'de ambtenaar is er niet later', fr: 'l’agent n’est pas plus tard', de: 'der Beamte ist nicht später da', en: 'the official is there no later' },
  'no-official-free': { nl: 'geen ambtenaar is vrij', fr: 'aucun agent n’est libre', de: 'kein Beamter ist frei', en: 'no official is free' },
  'chosen-otherwise': { nl: 'iemand koos anders dan het voorstel', fr: 'quelqu’un a choisi autrement que la proposition', de: 'jemand wählte anders als der Vorschlag', en: 'somebody chose otherwise than proposed' },
  'refused-by-bpost': { nl: 'bpost nam deze levering niet aan', fr: 'bpost n’a pas accepté cette livraison', de: 'bpost nahm diese Lieferung nicht an', en: 'bpost did not take this delivery' },
} satisfies Record<Because, Text>);

export const assignmentTexts = defineTexts({
  now: { nl: 'Nu gekozen: {who}, want {why}.', fr: 'Choisi maintenant : {who}, car {why}.', de: 'Jetzt gewählt: {who}, denn {why}.', en: 'Chosen now: {who}, for {why}.' },
  proposal: { nl: 'Voorstel: {who}, want {why}.', fr: 'Proposition : {who}, car {why}.', de: 'Vorschlag: {who}, denn {why}.', en: 'Proposal: {who}, for {why}.' },
  official: { nl: 'de ambtenaar', fr: 'l’agent', de: 'der Beamte', en: 'the official' },
  bpost: { nl: 'bpost', fr: 'bpost', de: 'bpost', en: 'bpost' },
  wish: { nl: 'De burger koos wie de kaart brengt', fr: 'Le citoyen a choisi qui apporte la carte', de: 'Die Person wählte, wer die Karte bringt', en: 'The citizen chose who brings the card' },
});
