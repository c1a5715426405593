import { defineTexts, type Text } from '#services/kernel/texts.ts';
import type { IndicatorId } from '../indicators.contract.ts';

type OfEach = Readonly<Record<IndicatorId, Text>>;

/** On a card and as a title. */
export const nameTexts = defineTexts({
  K1: { nl: 'Van bericht tot aanvraag', fr: 'Du message à la demande', de: 'Von der Nachricht zum Antrag', en: 'From message to request' },
  K2: { nl: 'Van aanvraag tot vingerafdrukken', fr: 'De la demande aux empreintes', de: 'Vom Antrag zu den Fingerabdrücken', en: 'From request to fingerprints' },
  K3: { nl: 'Van vingerafdrukken tot kaart', fr: 'Des empreintes à la carte', de: 'Von den Fingerabdrücken zur Karte', en: 'From fingerprints to card' },
  K4: { nl: 'Langer dan twee maanden bezig', fr: 'En cours depuis plus de deux mois', de: 'Länger als zwei Monate offen', en: 'Open for over two months' },
  K5: { nl: 'Hangende dossiers', fr: 'Dossiers en attente', de: 'Offene Dossiers', en: 'Pending dossiers' },
  K6: { nl: 'Negatieve klachten', fr: 'Plaintes négatives', de: 'Negative Beschwerden', en: 'Negative complaints' },
  K7: { nl: 'Aan huis geholpen', fr: 'Aidés à domicile', de: 'Zu Hause betreut', en: 'Helped at home' },
  K8: { nl: 'Levering door bpost', fr: 'Livraison par bpost', de: 'Lieferung durch bpost', en: 'Delivery by bpost' },
} satisfies OfEach);

/** What it measures: one sentence, for who sits in the council and has never seen a dossier. */
export const meaningTexts = defineTexts({
  K1: {
    nl: 'Zoveel dagen duurt het gewoonlijk voordat iemand na ons bericht een bezoek aan huis aanvraagt.', fr: 'Le nombre de jours qu’il faut d’habitude, après notre message, pour que quelqu’un demande une visite à domicile.',
    de: 'So viele Tage dauert es gewöhnlich, bis jemand nach unserer Nachricht einen Besuch zu Hause beantragt.', en: 'How many days it usually takes before somebody asks for a home visit after our message.',
  },
  K2: {
    nl: 'Zoveel dagen wacht iemand gewoonlijk tussen de aanvraag en het bezoek waarop we de vingerafdrukken nemen.', fr: 'Le nombre de jours qu’on attend d’habitude entre la demande et la visite où nous prenons les empreintes.',
    de: 'So viele Tage wartet man gewöhnlich zwischen dem Antrag und dem Besuch, bei dem wir die Fingerabdrücke nehmen.', en: 'How many days people usually wait between their request and the visit at which we take fingerprints.',
  },
  K3: {
    nl: 'Zoveel dagen duurt het gewoonlijk voordat iemand na de vingerafdrukken de nieuwe kaart in handen heeft.', fr: 'Le nombre de jours qu’il faut d’habitude, après les empreintes, pour que quelqu’un ait sa nouvelle carte en main.',
    de: 'So viele Tage dauert es gewöhnlich, bis jemand nach den Fingerabdrücken die neue Karte in Händen hält.', en: 'How many days it usually takes, after the fingerprints, before somebody holds the new card.',
  },
  K4: {
    nl: 'Zoveel dossiers van mensen die moeilijk buiten kunnen, staan op een gewone dag al langer dan twee maanden open.', fr: 'Le nombre de dossiers de personnes peu mobiles qui sont, un jour ordinaire, ouverts depuis plus de deux mois.',
    de: 'So viele Dossiers von Menschen, die schwer aus dem Haus kommen, sind an einem gewöhnlichen Tag länger als zwei Monate offen.', en: 'How many dossiers of people who can hardly go out are, on an ordinary day, open for over two months.',
  },
  K5: {
    nl: 'Zoveel dossiers van mensen met weinig vrije uren zijn op het einde van een gewone week nog niet klaar.', fr: 'Le nombre de dossiers de personnes peu disponibles qui ne sont pas terminés à la fin d’une semaine ordinaire.',
    de: 'So viele Dossiers von Menschen mit wenig freien Stunden sind am Ende einer gewöhnlichen Woche noch nicht fertig.', en: 'How many dossiers of people with few free hours are still unfinished at the end of an ordinary week.',
  },
  K6: {
    nl: 'Zoveel negatieve klachten over de dienst krijgen we op een gewone dag van mensen met weinig vrije uren.', fr: 'Le nombre de plaintes négatives que nous recevons, un jour ordinaire, de personnes peu disponibles.',
    de: 'So viele negative Beschwerden erhalten wir an einem gewöhnlichen Tag von Menschen mit wenig freien Stunden.', en: 'How many negative complaints we get, on an ordinary day, from people with few free hours.',
  },
  K7: {
    nl: 'Van elke honderd mensen met een handicap die hun eID vernieuwden, werden er zoveel aan huis geholpen.', fr: 'Sur cent personnes handicapées qui ont renouvelé leur eID, le nombre de celles que nous avons aidées à domicile.',
    de: 'Von je hundert Menschen mit Behinderung, die ihre eID erneuerten, wurde so vielen zu Hause geholfen.', en: 'Of every hundred people with a disability who renewed their eID, so many were helped at home.',
  },
  K8: {
    nl: 'Zoveel dagen wachtte, op een gewone dag, degene die het langst op een kaart van bpost wachtte.', fr: 'Le nombre de jours qu’a attendu, un jour ordinaire, la personne qui attendait depuis le plus longtemps une carte livrée par bpost.',
    de: 'So viele Tage wartete an einem gewöhnlichen Tag, wer am längsten auf eine Karte von bpost wartete.', en: 'How many days, on an ordinary day, the person waited who waited longest for a card brought by bpost.',
  },
} satisfies OfEach);

const weighed: Text = { nl: 'Mensen met een erkende handicap en mensen die minder mobiel zijn', fr: 'Personnes dont le handicap est reconnu et personnes à mobilité réduite', de: 'Menschen mit anerkannter Behinderung und Menschen, die eingeschränkt mobil sind', en: 'People with a recognised disability and people who are less mobile' };
const busy: Text = { nl: 'Mensen met weinig vrije uren, zoals nachtwerkers', fr: 'Personnes peu disponibles, comme celles qui travaillent la nuit', de: 'Menschen mit wenig freien Stunden, etwa Nachtarbeiter', en: 'People with few free hours, such as those who work at night' };

/** About whom. */
export const groupTexts = defineTexts({
  K1: weighed, K2: weighed, K3: weighed, K4: weighed, K5: busy, K6: busy,
  K7: { nl: 'Mensen met een erkende handicap', fr: 'Personnes dont le handicap est reconnu', de: 'Menschen mit anerkannter Behinderung', en: 'People with a recognised disability' },
  K8: { nl: 'Iedereen bij wie bpost de kaart brengt', fr: 'Toutes les personnes à qui bpost livre la carte', de: 'Alle, denen bpost die Karte bringt', en: 'Everybody to whom bpost brings the card' },
} satisfies OfEach);

/** What is counted, from where to where, over how long. */
export const reckoningTexts = defineTexts({
  K1: {
    nl: 'We tellen de kalenderdagen van het eerste bericht tot de eerste aanvraag. Een dossier telt mee als die aanvraag in de laatste drie maanden viel. Wie een bezoek vroeg zonder bericht van ons, telt niet mee.',
    fr: 'Nous comptons les jours calendrier du premier message à la première demande. Un dossier compte si cette demande tombe dans les trois derniers mois. Qui a demandé une visite sans message de notre part ne compte pas.',
    de: 'Wir zählen die Kalendertage von der ersten Nachricht bis zum ersten Antrag. Ein Dossier zählt, wenn dieser Antrag in die letzten drei Monate fällt. Wer ohne Nachricht von uns einen Besuch beantragte, zählt nicht.',
    en: 'We count calendar days from the first message to the first request. A dossier counts if that request fell in the last three months. Who asked for a visit without a message from us does not count.',
  },
  K2: {
    nl: 'We tellen de kalenderdagen van de eerste aanvraag tot het bezoek waarop de vingerafdrukken gelukt zijn. Een dossier telt mee als dat bezoek in de laatste drie maanden viel.',
    fr: 'Nous comptons les jours calendrier de la première demande à la visite où les empreintes ont réussi. Un dossier compte si cette visite tombe dans les trois derniers mois.',
    de: 'Wir zählen die Kalendertage vom ersten Antrag bis zum Besuch, bei dem die Fingerabdrücke gelungen sind. Ein Dossier zählt, wenn dieser Besuch in die letzten drei Monate fällt.',
    en: 'We count calendar days from the first request to the visit at which the fingerprints succeeded. A dossier counts if that visit fell in the last three months.',
  },
  K3: {
    nl: 'We tellen de kalenderdagen van de vingerafdrukken tot de kaart bij de burger geactiveerd is. Een dossier telt mee als dat in de laatste drie maanden gebeurde. Hoelang het op het maken van de kaart wachtte, staat apart.',
    fr: 'Nous comptons les jours calendrier des empreintes à l’activation de la carte chez le citoyen. Un dossier compte si cela s’est fait dans les trois derniers mois. L’attente de la fabrication de la carte est indiquée à part.',
    de: 'Wir zählen die Kalendertage von den Fingerabdrücken bis zur Aktivierung der Karte bei der Person. Ein Dossier zählt, wenn das in den letzten drei Monaten geschah. Wie lange auf die Herstellung der Karte gewartet wurde, steht gesondert.',
    en: 'We count calendar days from the fingerprints until the card is activated at the citizen’s home. A dossier counts if that happened in the last three months. The wait for the making of the card is shown apart.',
  },
  K4: {
    nl: 'Een dossier telt mee vanaf de dag nadat het twee maanden oud is, tot het eindigt. We tellen ze elke dag, en nemen het middelste aantal van de laatste drie maanden.',
    fr: 'Un dossier compte dès le jour qui suit ses deux mois, jusqu’à sa fin. Nous les comptons chaque jour, et prenons le nombre du milieu des trois derniers mois.',
    de: 'Ein Dossier zählt ab dem Tag, nachdem es zwei Monate alt wurde, bis es endet. Wir zählen sie jeden Tag und nehmen die mittlere Anzahl der letzten drei Monate.',
    en: 'A dossier counts from the day after it is two months old until it ends. We count them every day, and take the middle number of the last three months.',
  },
  K5: {
    nl: 'We tellen elke zondagavond de dossiers die nog niet klaar zijn. We nemen het middelste aantal van de weken van de laatste drie maanden.',
    fr: 'Chaque dimanche soir, nous comptons les dossiers qui ne sont pas terminés. Nous prenons le nombre du milieu des semaines des trois derniers mois.',
    de: 'Jeden Sonntagabend zählen wir die Dossiers, die noch nicht fertig sind. Wir nehmen die mittlere Anzahl der Wochen der letzten drei Monate.',
    en: 'Every Sunday evening we count the dossiers that are not finished. We take the middle number of the weeks of the last three months.',
  },
  K6: {
    nl: 'We tellen per dag de klachten die negatief zijn, ook op dagen zonder klachten. We nemen het middelste aantal van de laatste zes maanden. Oordeelt een ambtenaar later anders over een klacht, dan telt dat oordeel.',
    fr: 'Nous comptons par jour les plaintes négatives, aussi les jours sans plainte. Nous prenons le nombre du milieu des six derniers mois. Si un agent juge ensuite une plainte autrement, son jugement compte.',
    de: 'Wir zählen pro Tag die negativen Beschwerden, auch an Tagen ohne Beschwerde. Wir nehmen die mittlere Anzahl der letzten sechs Monate. Beurteilt ein Beamter eine Beschwerde später anders, gilt sein Urteil.',
    en: 'We count negative complaints per day, also on days without any. We take the middle number of the last six months. If an official judges a complaint differently later, that judgement counts.',
  },
  K7: {
    nl: 'We nemen iedereen uit deze groep die in de laatste zes maanden een eID vernieuwde, ook aan het loket. Het systeem voor eID-beheer meldt ons wie aan het loket kwam. Dan tellen we wie de dienst aan huis gebruikte.',
    fr: 'Nous prenons toutes les personnes de ce groupe qui ont renouvelé une eID dans les six derniers mois, aussi au guichet. L’outil de gestion des eID nous signale qui est venu au guichet. Puis nous comptons qui a utilisé le service à domicile.',
    de: 'Wir nehmen alle aus dieser Gruppe, die in den letzten sechs Monaten eine eID erneuerten, auch am Schalter. Die eID-Verwaltung meldet uns, wer am Schalter war. Dann zählen wir, wer den Dienst zu Hause nutzte.',
    en: 'We take everybody of this group who renewed an eID in the last six months, also at the counter. The eID management tool reports who came to the counter. Then we count who used the home service.',
  },
  K8: {
    nl: 'Voor elke dag waarop bpost kaarten bracht, nemen we wie het langst wachtte, van aanvraag tot kaart. Van die dagen in de laatste maand nemen we het middelste aantal. Hoelang het op het maken van de kaart wachtte, staat apart.',
    fr: 'Pour chaque jour où bpost a livré des cartes, nous prenons la plus longue attente, de la demande à la carte. De ces jours du dernier mois, nous prenons le nombre du milieu. L’attente de la fabrication de la carte est indiquée à part.',
    de: 'Für jeden Tag, an dem bpost Karten brachte, nehmen wir die längste Wartezeit vom Antrag bis zur Karte. Von diesen Tagen des letzten Monats nehmen wir die mittlere Anzahl. Wie lange auf die Herstellung der Karte gewartet wurde, steht gesondert.',
    en: 'For each day on which bpost brought cards we take the longest wait, from request to card. Of those days in the last month we take the middle number. The wait for the making of the card is shown apart.',
  },
} satisfies OfEach);

/** When there is no figure at all. */
export const emptyTexts = defineTexts({
  K1: { nl: 'Er is geen cijfer als in die maanden niemand van deze groep na een bericht een bezoek aanvroeg.', fr: 'Il n’y a pas de chiffre si, durant ces mois, personne de ce groupe n’a demandé de visite après un message.', de: 'Es gibt keine Zahl, wenn in diesen Monaten niemand aus dieser Gruppe nach einer Nachricht einen Besuch beantragte.', en: 'There is no figure if in those months nobody of this group asked for a visit after a message.' },
  K2: { nl: 'Er is geen cijfer als we in die maanden van niemand uit deze groep vingerafdrukken namen.', fr: 'Il n’y a pas de chiffre si, durant ces mois, nous n’avons pris les empreintes de personne de ce groupe.', de: 'Es gibt keine Zahl, wenn wir in diesen Monaten von niemandem aus dieser Gruppe Fingerabdrücke nahmen.', en: 'There is no figure if in those months we took no fingerprints of anybody of this group.' },
  K3: { nl: 'Er is geen cijfer als in die maanden niemand van deze groep een kaart kreeg.', fr: 'Il n’y a pas de chiffre si, durant ces mois, personne de ce groupe n’a reçu de carte.', de: 'Es gibt keine Zahl, wenn in diesen Monaten niemand aus dieser Gruppe eine Karte bekam.', en: 'There is no figure if in those months nobody of this group got a card.' },
  K4: { nl: 'Er is geen cijfer zolang hier nog nooit een dossier geopend is. Is er geen enkel zo oud, dan is het cijfer nul.', fr: 'Il n’y a pas de chiffre tant qu’aucun dossier n’a été ouvert ici. Si aucun n’est aussi ancien, le chiffre est zéro.', de: 'Es gibt keine Zahl, solange hier noch nie ein Dossier geöffnet wurde. Ist keines so alt, dann ist die Zahl null.', en: 'There is no figure as long as no dossier was ever opened here. If none is so old, the figure is zero.' },
  K5: { nl: 'Er is geen cijfer zolang hier nog nooit een dossier geopend is. Is alles klaar, dan is het cijfer nul.', fr: 'Il n’y a pas de chiffre tant qu’aucun dossier n’a été ouvert ici. Si tout est terminé, le chiffre est zéro.', de: 'Es gibt keine Zahl, solange hier noch nie ein Dossier geöffnet wurde. Ist alles fertig, dann ist die Zahl null.', en: 'There is no figure as long as no dossier was ever opened here. If all are finished, the figure is zero.' },
  K6: { nl: 'Er is geen cijfer zolang hier nog nooit een dossier geopend is. Er is er ook geen als in die maanden over geen enkel dossier een klacht of compliment genoteerd werd. Anders telt een dag zonder klachten als nul.', fr: 'Il n’y a pas de chiffre tant qu’aucun dossier n’a été ouvert ici. Il n’y en a pas non plus si, durant ces mois, aucune plainte ni aucun compliment n’a été noté dans un dossier. Sinon, un jour sans plainte compte pour zéro.', de: 'Es gibt keine Zahl, solange hier noch nie ein Dossier geöffnet wurde. Es gibt auch keine, wenn in diesen Monaten zu keinem Dossier eine Beschwerde oder ein Lob notiert wurde. Sonst zählt ein Tag ohne Beschwerde als null.', en: 'There is no figure as long as no dossier was ever opened here. Nor is there one if in those months no complaint or praise was recorded for any dossier. Otherwise a day without complaints counts as zero.' },
  K7: { nl: 'Er is geen cijfer als in die maanden niemand van deze groep een eID vernieuwde. Er is er ook geen als het systeem voor eID-beheer niet meldt wie aan het loket kwam.', fr: 'Il n’y a pas de chiffre si, durant ces mois, personne de ce groupe n’a renouvelé d’eID. Il n’y en a pas non plus si l’outil de gestion des eID ne signale pas qui est venu au guichet.', de: 'Es gibt keine Zahl, wenn in diesen Monaten niemand aus dieser Gruppe eine eID erneuerte. Es gibt auch keine, wenn die eID-Verwaltung nicht meldet, wer am Schalter war.', en: 'There is no figure if in those months nobody of this group renewed an eID. Nor is there one if the eID management tool does not report who came to the counter.' },
  K8: { nl: 'Er is geen cijfer als bpost in die maand geen kaarten bracht.', fr: 'Il n’y a pas de chiffre si, durant ce mois, bpost n’a livré aucune carte.', de: 'Es gibt keine Zahl, wenn bpost in diesem Monat keine Karten brachte.', en: 'There is no figure if bpost brought no cards in that month.' },
} satisfies OfEach);
