import type { ActionOutput } from '#services/kernel/registry.ts';
import { defineTexts, type Text } from '#services/kernel/texts.ts';

type Told = ActionOutput<'bpost-delivery.show'>['messages'][number]['event'];
type Held = NonNullable<ActionOutput<'bpost-delivery.show'>['messages'][number]['why']>;
type Scan = NonNullable<ActionOutput<'bpost-delivery.track'>['latest']>['state'];

/** What bpost's employee tells of a card. */
export const toldTexts = defineTexts({
  'pre-announced': { nl: 'aangekondigd', fr: 'annoncée', de: 'angekündigt', en: 'announced' },
  'card-received': { nl: 'kaart ontvangen', fr: 'carte reçue', de: 'Karte erhalten', en: 'card received' },
  'attempt-failed': { nl: 'vergeefs aan de deur', fr: 'passage sans succès', de: 'vergeblich an der Tür', en: 'at the door in vain' },
  'hand-over-blocked': { nl: 'niet afgegeven', fr: 'pas remise', de: 'nicht übergeben', en: 'not handed over' },
  'handed-over': { nl: 'afgegeven', fr: 'remise', de: 'übergeben', en: 'handed over' },
  'moment-changed': { nl: 'ander moment', fr: 'autre moment', de: 'anderer Zeitpunkt', en: 'another moment' },
  returned: { nl: 'teruggebracht', fr: 'rapportée', de: 'zurückgebracht', en: 'brought back' },
  cancelled: { nl: 'afgezegd', fr: 'annulée', de: 'abgesagt', en: 'called off' },
  lost: { nl: 'verloren', fr: 'perdue', de: 'verloren', en: 'lost' },
} satisfies Record<Told, Text>);

/** What bpost's scanners say of a parcel. */
export const scanTexts = defineTexts({
  delivered: { nl: 'afgeleverd', fr: 'livré', de: 'zugestellt', en: 'delivered' },
  'refused-by-receiver': { nl: 'geweigerd', fr: 'refusé', de: 'abgelehnt', en: 'refused' },
  'not-home': { nl: 'niemand thuis', fr: 'personne à la maison', de: 'niemand zu Hause', en: 'nobody at home' },
  'wrong-address': { nl: 'adres klopt niet', fr: 'adresse incorrecte', de: 'Adresse stimmt nicht', en: 'wrong address' },
  'ready-for-pickup': { nl: 'ligt klaar in een afhaalpunt', fr: 'prêt dans un point de retrait', de: 'liegt in einer Abholstelle bereit', en: 'ready at a pick-up point' },
  'out-for-delivery': { nl: 'onderweg', fr: 'en route', de: 'unterwegs', en: 'on its way' },
  damaged: { nl: 'beschadigd', fr: 'endommagé', de: 'beschädigt', en: 'damaged' },
  other: { nl: 'gescand', fr: 'scanné', de: 'gescannt', en: 'scanned' },
} satisfies Record<Scan, Text>);

/** Why a message of bpost does not count, and what helps. */
export const heldTexts = defineTexts({
  'not-certified': { nl: 'deze medewerker had toen geen geldig attest', fr: 'cet agent n’avait pas de certificat valable', de: 'diese Person hatte da kein gültiges Zertifikat', en: 'this employee held no valid certificate then' },
  'employee-missing': { nl: 'er staat niet bij wie dit deed', fr: 'l’agent n’est pas indiqué', de: 'es steht nicht dabei, wer das tat', en: 'it does not say who did this' },
  'card-not-with-bpost': { nl: 'de kaart was niet bij bpost', fr: 'la carte n’était pas chez bpost', de: 'die Karte war nicht bei bpost', en: 'the card was not with bpost' },
  'not-activated': { nl: 'de kaart is nog niet geactiveerd', fr: 'la carte n’est pas encore activée', de: 'die Karte ist noch nicht aktiviert', en: 'the card is not active yet' },
  'moment-missing': { nl: 'het nieuwe moment ontbreekt', fr: 'le nouveau moment manque', de: 'der neue Zeitpunkt fehlt', en: 'the new moment is missing' },
  over: { nl: 'deze levering was al voorbij', fr: 'cette livraison était déjà terminée', de: 'diese Lieferung war schon vorbei', en: 'this delivery was over already' },
} satisfies Record<Held, Text>);
