import { defineTexts } from '#services/kernel/texts.ts';

export const captureTexts = defineTexts({
  title: { nl: 'Bezoek 1: vingerafdrukken', fr: 'Visite 1 : empreintes digitales', de: 'Besuch 1: Fingerabdrücke', en: 'Visit 1: fingerprints' },
  stepFingers: { nl: 'Vingers', fr: 'Doigts', de: 'Finger', en: 'Fingers' },
  stepBiza: { nl: 'Nazicht', fr: 'Contrôle', de: 'Prüfung', en: 'Check' },
  stepOrder: { nl: 'Kaart', fr: 'Carte', de: 'Karte', en: 'Card' },
  stepMoment: { nl: 'Tweede bezoek', fr: 'Deuxième visite', de: 'Zweiter Besuch', en: 'Second visit' },

  prepare: { nl: 'Vingers klaarzetten voor als er aan de deur geen netwerk is', fr: 'Préparer les doigts pour une porte sans réseau', de: 'Finger vorbereiten, falls an der Tür kein Netz ist', en: 'Prepare the fingers, in case there is no network at the door' },
  prepared: { nl: 'De vingers staan klaar op het toestel: ook zonder netwerk kunt u daar beginnen. Stel eerst de identiteit vast.', fr: 'Les doigts sont prêts sur l’appareil : vous pouvez y commencer même sans réseau. Vérifiez d’abord l’identité.', de: 'Die Finger sind auf dem Gerät vorbereitet: Sie können dort auch ohne Netz beginnen. Stellen Sie zuerst die Identität fest.', en: 'The fingers are ready on the device: you can begin there without a network too. Verify the identity first.' },
  held: { nl: 'Er zijn al goede afdrukken. Ze gaan naar BiZa zodra de identiteit vaststaat.', fr: 'De bonnes empreintes sont déjà là. Elles partent vers BiZa dès que l’identité est vérifiée.', de: 'Gute Abdrücke sind schon da. Sie gehen an BiZa, sobald die Identität feststeht.', en: 'Good prints are here already. They go to BiZa as soon as the identity is verified.' },

  fingersTitle: { nl: 'Neem de vingerafdrukken', fr: 'Prenez les empreintes', de: 'Nehmen Sie die Fingerabdrücke', en: 'Take the fingerprints' },
  fingersAsked: { nl: 'Nu: {fingers}', fr: 'Maintenant : {fingers}', de: 'Jetzt: {fingers}', en: 'Now: {fingers}' },
  fingersText: { nl: 'Maak het glas schoon. Laat de burger de vinger plat leggen, zonder te duwen.', fr: 'Nettoyez la vitre. Le citoyen pose le doigt à plat, sans appuyer.', de: 'Reinigen Sie das Glas. Die Person legt den Finger flach auf, ohne zu drücken.', en: 'Clean the glass. Let the citizen lay the finger flat, without pressing.' },
  fingersBegin: { nl: 'Begin met de vingers', fr: 'Commencer avec les doigts', de: 'Mit den Fingern beginnen', en: 'Begin with the fingers' },
  fingersAgain: { nl: 'Probeer opnieuw', fr: 'Réessayer', de: 'Erneut versuchen', en: 'Try again' },
  fingersWorking: { nl: 'Het toestel vraagt de vingers', fr: 'L’appareil demande les doigts', de: 'Das Gerät fragt nach den Fingern', en: 'The device asks for the fingers' },
  fingersNone: { nl: 'Er is geen vinger meer die geprobeerd kan worden.', fr: 'Il n’y a plus de doigt à essayer.', de: 'Es gibt keinen Finger mehr zu versuchen.', en: 'There is no finger left to try.' },
  tried: { nl: 'Pogingen tot nu: {tries}', fr: 'Essais jusqu’ici : {tries}', de: 'Versuche bisher: {tries}', en: 'Tries so far: {tries}' },
  otherFinger: { nl: 'De regel vraagt nu een andere vinger.', fr: 'La règle demande maintenant un autre doigt.', de: 'Die Regel verlangt jetzt einen anderen Finger.', en: 'The rule asks for another finger now.' },
  rejected: { nl: 'BiZa nam de afdrukken niet aan. Neem ze opnieuw.', fr: 'BiZa n’a pas accepté les empreintes. Reprenez-les.', de: 'BiZa hat die Abdrücke nicht angenommen. Nehmen Sie sie neu.', en: 'BiZa did not take the prints. Take them anew.' },
  unusable: { nl: 'Kan niet: {finger}', fr: 'Impossible : {finger}', de: 'Geht nicht: {finger}', en: 'Cannot be used: {finger}' },
  noFingers: { nl: 'Geen enkele vinger kan', fr: 'Aucun doigt n’est possible', de: 'Kein Finger ist möglich', en: 'No finger can be used' },

  noFingersTitle: { nl: 'Waarom kan geen vinger?', fr: 'Pourquoi aucun doigt n’est-il possible ?', de: 'Warum ist kein Finger möglich?', en: 'Why can no finger be used?' },
  howLong: { nl: 'Voor hoelang?', fr: 'Pour combien de temps ?', de: 'Für wie lange?', en: 'For how long?' },
  'temporarily-impossible': { nl: 'Tijdelijk', fr: 'Temporairement', de: 'Vorübergehend', en: 'For now' },
  'temporarily-means': { nl: 'De kaart krijgt geen vingerafdrukken en geldt 12 maanden.', fr: 'La carte n’aura pas d’empreintes et sera valable 12 mois.', de: 'Die Karte bekommt keine Fingerabdrücke und gilt 12 Monate.', en: 'The card gets no fingerprints and is valid for 12 months.' },
  'permanently-impossible': { nl: 'Voor altijd', fr: 'Pour toujours', de: 'Für immer', en: 'For good' },
  'permanently-means': { nl: 'De kaart krijgt geen vingerafdrukken en geldt zo lang als anders.', fr: 'La carte n’aura pas d’empreintes et sera valable aussi longtemps que d’habitude.', de: 'Die Karte bekommt keine Fingerabdrücke und gilt so lange wie sonst.', en: 'The card gets no fingerprints and is valid as long as otherwise.' },
  reason: { nl: 'Reden', fr: 'Raison', de: 'Grund', en: 'Reason' },
  injury: { nl: 'Verwonding', fr: 'Blessure', de: 'Verletzung', en: 'Injury' },
  bandage: { nl: 'Verband of gips', fr: 'Bandage ou plâtre', de: 'Verband oder Gips', en: 'Bandage or plaster' },
  amputation: { nl: 'De vingers zijn er niet', fr: 'Les doigts manquent', de: 'Die Finger fehlen', en: 'The fingers are not there' },
  illegible: { nl: 'De afdrukken zijn onleesbaar', fr: 'Les empreintes sont illisibles', de: 'Die Abdrücke sind unlesbar', en: 'The prints cannot be read' },
  'medical-certificate': { nl: 'Doktersattest', fr: 'Certificat médical', de: 'Ärztliches Attest', en: 'Medical certificate' },
  device: { nl: 'Het toestel werkt niet', fr: 'L’appareil ne fonctionne pas', de: 'Das Gerät funktioniert nicht', en: 'The device does not work' },
  noFingersConfirm: { nl: 'Verklaar en ga verder', fr: 'Déclarer et continuer', de: 'Erklären und weiter', en: 'Declare and go on' },

  bizaTitle: { nl: 'BiZa kijkt de afdrukken na', fr: 'BiZa contrôle les empreintes', de: 'BiZa prüft die Abdrücke', en: 'BiZa checks the prints' },
  'biza-sending': { nl: 'Verzegeld en onderweg naar BiZa.', fr: 'Scellées et en route vers BiZa.', de: 'Versiegelt und unterwegs zu BiZa.', en: 'Sealed and on their way to BiZa.' },
  'biza-registered': { nl: 'BiZa heeft ze en vergelijkt.', fr: 'BiZa les a reçues et compare.', de: 'BiZa hat sie und vergleicht.', en: 'BiZa has them and compares.' },
  bizaWait: { nl: 'Dit duurt meestal enkele seconden. U mag ook later terugkomen: niets gaat verloren.', fr: 'Cela prend en général quelques secondes. Vous pouvez aussi revenir plus tard : rien ne se perd.', de: 'Das dauert meist einige Sekunden. Sie können auch später zurückkommen: Nichts geht verloren.', en: 'This mostly takes some seconds. You may come back later too: nothing gets lost.' },

  orderTitle: { nl: 'BiZa keurt goed: bestel de kaart', fr: 'BiZa approuve : commandez la carte', de: 'BiZa stimmt zu: Bestellen Sie die Karte', en: 'BiZa agrees: order the card' },
  orderLostTitle: { nl: 'De kaart ging verloren: bestel een nieuwe', fr: 'La carte est perdue : commandez-en une nouvelle', de: 'Die Karte ging verloren: Bestellen Sie eine neue', en: 'The card got lost: order a new one' },
  orderConfirm: { nl: 'Bestel de kaart', fr: 'Commander la carte', de: 'Karte bestellen', en: 'Order the card' },
  orderUrgent: { nl: 'Bestel met spoed', fr: 'Commander en urgence', de: 'Als Eilauftrag bestellen', en: 'Order urgently' },
  ordering: { nl: 'De bestelling is onderweg naar BiZa.', fr: 'La commande est en route vers BiZa.', de: 'Die Bestellung ist unterwegs zu BiZa.', en: 'The order is on its way to BiZa.' },

  momentTitle: { nl: 'Kies samen het tweede bezoek', fr: 'Choisissez ensemble la deuxième visite', de: 'Wählen Sie zusammen den zweiten Besuch', en: 'Choose the second visit together' },
  momentText: { nl: 'De kaart is besteld en wordt verwacht op {day}.', fr: 'La carte est commandée et attendue le {day}.', de: 'Die Karte ist bestellt und wird am {day} erwartet.', en: 'The card is ordered and expected on {day}.' },
  momentChoose: { nl: 'Kies wie de kaart brengt, en wanneer', fr: 'Choisir qui apporte la carte, et quand', de: 'Wählen, wer die Karte bringt, und wann', en: 'Choose who brings the card, and when' },

  doneTitle: { nl: 'Het eerste bezoek is klaar', fr: 'La première visite est terminée', de: 'Der erste Besuch ist erledigt', en: 'The first visit is done' },
  // It may expire before: then it is taken in all the same.
  doneText: { nl: 'Geef de kaart terug aan de burger: die houdt ze tot het tweede bezoek.', fr: 'Rendez la carte au citoyen : il la garde jusqu’à la deuxième visite.', de: 'Geben Sie die Karte zurück: Der Bürger behält sie bis zum zweiten Besuch.', en: 'Give the card back to the citizen, who keeps it until the second visit.' },
  expectedOn: { nl: 'Kaart verwacht', fr: 'Carte attendue', de: 'Karte erwartet', en: 'Card expected' },
  secondVisit: { nl: 'Tweede bezoek', fr: 'Deuxième visite', de: 'Zweiter Besuch', en: 'Second visit' },
  'by-official': { nl: 'een ambtenaar brengt de kaart', fr: 'un agent apporte la carte', de: 'ein Beamter bringt die Karte', en: 'an official brings the card' },
  'by-bpost': { nl: 'bpost brengt de kaart', fr: 'bpost apporte la carte', de: 'bpost bringt die Karte', en: 'bpost brings the card' },

  nothingTitle: { nl: 'Nu is er geen eerste bezoek', fr: 'Il n’y a pas de première visite maintenant', de: 'Jetzt gibt es keinen ersten Besuch', en: 'There is no first visit now' },
  nothingText: { nl: 'Het dossier staat ergens anders. Kijk in het dossier wat er moet gebeuren.', fr: 'Le dossier en est ailleurs. Regardez dans le dossier ce qu’il faut faire.', de: 'Das Dossier steht woanders. Sehen Sie im Dossier nach, was zu tun ist.', en: 'The file stands elsewhere. Look in the file what has to be done.' },
  missedTitle: { nl: 'Dit bezoek ging niet door', fr: 'Cette visite n’a pas eu lieu', de: 'Dieser Besuch fand nicht statt', en: 'This visit did not take place' },
  missedText: { nl: 'De burger krijgt bericht en kiest een nieuw moment. U kunt het ook samen plannen in het dossier.', fr: 'Le citoyen est prévenu et choisit un nouveau moment. Vous pouvez aussi le planifier ensemble dans le dossier.', de: 'Die Person bekommt Nachricht und wählt einen neuen Zeitpunkt. Sie können ihn auch zusammen im Dossier planen.', en: 'The citizen is told and chooses a new moment. You can plan it together in the file too.' },
});
