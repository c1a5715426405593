import type { Language } from '#services/kernel/context.ts';
import { defineTexts } from '#services/kernel/texts.ts';

/** The outside systems, as those who work here call them. By the id of a port. */
export const systemTexts = defineTexts({
  biza: { nl: 'Binnenlandse Zaken', fr: 'Intérieur', de: 'Innenministerium', en: 'Interior ministry' },
  bpost: { nl: 'bpost', fr: 'bpost', de: 'bpost', en: 'bpost' },
  crm: { nl: 'CRM', fr: 'CRM', de: 'CRM', en: 'CRM' },
  'eid-tool': { nl: 'eID-toepassing', fr: 'Application eID', de: 'eID-Anwendung', en: 'eID tool' },
  payment: { nl: 'Betaalsysteem', fr: 'Système de paiement', de: 'Zahlungssystem', en: 'Payment system' },
  messaging: { nl: 'Berichten', fr: 'Messagerie', de: 'Nachrichten', en: 'Messages' },
  devices: { nl: 'Mobiel toestel', fr: 'Appareil mobile', de: 'Mobiles Gerät', en: 'Mobile device' },
  'event-stream': { nl: 'Berichten aan andere programma’s', fr: 'Flux vers d’autres programmes', de: 'Meldungen an andere Programme', en: 'Stream to other programs' },
  'disability-register': { nl: 'Handicapregister', fr: 'Registre des handicaps', de: 'Behindertenregister', en: 'Disability register' },
  house: { nl: 'Dit systeem zelf', fr: 'Ce système même', de: 'Dieses System selbst', en: 'This system itself' },
});

/** What was asked of them, or came from them. By the name of an effect or a message. */
export const askedTexts = defineTexts({
  'biza.registerBiometrics': { nl: 'Vingerafdrukken registreren', fr: 'Enregistrer les empreintes', de: 'Fingerabdrücke registrieren', en: 'Register fingerprints' },
  'biza.verifyBiometrics': { nl: 'Vingerafdrukken nakijken', fr: 'Vérifier les empreintes', de: 'Fingerabdrücke prüfen', en: 'Check fingerprints' },
  'biza.orderCard': { nl: 'De kaart bestellen', fr: 'Commander la carte', de: 'Die Karte bestellen', en: 'Order the card' },
  'biza.annulCard': { nl: 'De oude kaart annuleren', fr: 'Annuler l’ancienne carte', de: 'Die alte Karte annullieren', en: 'Annul the old card' },
  'biza.openActivation': { nl: 'De activering beginnen', fr: 'Commencer l’activation', de: 'Die Aktivierung beginnen', en: 'Begin the activation' },
  'biza.confirmActivation': { nl: 'De activering bevestigen', fr: 'Confirmer l’activation', de: 'Die Aktivierung bestätigen', en: 'Confirm the activation' },
  'biza.registerCode': { nl: 'De gekozen code registreren', fr: 'Enregistrer le code choisi', de: 'Den gewählten Code registrieren', en: 'Register the chosen code' },
  'biza.closeRenewal': { nl: 'De vernieuwing afsluiten', fr: 'Clôturer le renouvellement', de: 'Die Erneuerung abschließen', en: 'Close the renewal' },
  'biza.reportUnclaimed': { nl: 'Een niet afgehaalde kaart melden', fr: 'Signaler une carte non réclamée', de: 'Nicht abgeholte Karte melden', en: 'Report an unclaimed card' },
  'bpost.announceDelivery': { nl: 'De levering aankondigen', fr: 'Annoncer la livraison', de: 'Die Lieferung ankündigen', en: 'Announce the delivery' },
  'bpost.changeMoment': { nl: 'De levering verplaatsen', fr: 'Déplacer la livraison', de: 'Die Lieferung verschieben', en: 'Move the delivery' },
  'bpost.handOverCustody': { nl: 'De kaart meegeven', fr: 'Remettre la carte', de: 'Die Karte übergeben', en: 'Hand the card over' },
  'bpost.cancelDelivery': { nl: 'De levering annuleren', fr: 'Annuler la livraison', de: 'Die Lieferung absagen', en: 'Cancel the delivery' },
  'bpost.delivery': { nl: 'Een bericht over een levering', fr: 'Un message sur une livraison', de: 'Eine Meldung über eine Lieferung', en: 'A message about a delivery' },
  'bpost.certification': { nl: 'Een bericht over een medewerker', fr: 'Un message sur un agent', de: 'Eine Meldung über einen Mitarbeiter', en: 'A message about an employee' },
  'crm.recordContact': { nl: 'Noteren dat een bericht vertrok', fr: 'Noter l’envoi d’un message', de: 'Eine gesendete Nachricht vermerken', en: 'Note that a message went out' },
  'crm.updateContact': { nl: 'Contactgegevens aanpassen', fr: 'Adapter les coordonnées', de: 'Kontaktdaten ändern', en: 'Change contact data' },
  'crm.recordComplaint': { nl: 'Een klacht doorgeven', fr: 'Transmettre une plainte', de: 'Eine Beschwerde weitergeben', en: 'Pass a complaint on' },
  'crm.recordComplaintEnd': { nl: 'Doorgeven hoe een klacht eindigde', fr: 'Transmettre la fin d’une plainte', de: 'Weitergeben, wie eine Beschwerde endete', en: 'Pass on how a complaint ended' },
  'crm.complaint': { nl: 'Een bericht over een klacht', fr: 'Un message sur une plainte', de: 'Eine Meldung über eine Beschwerde', en: 'A message about a complaint' },
  'crm.closeProcedure': { nl: 'De nieuwe kaart noteren', fr: 'Noter la nouvelle carte', de: 'Die neue Karte vermerken', en: 'Note the new card' },
  'eid-tool.openRenewal': { nl: 'De vernieuwing openen', fr: 'Ouvrir le renouvellement', de: 'Die Erneuerung öffnen', en: 'Open the renewal' },
  'eid-tool.setHomeServiceFlag': { nl: 'Aanduiden dat er thuisbezoek is', fr: 'Indiquer le service à domicile', de: 'Hausbesuch vermerken', en: 'Mark the home service' },
  'eid-tool.mirrorDossier': { nl: 'De stand van het dossier tonen', fr: 'Afficher l’état du dossier', de: 'Den Stand des Dossiers zeigen', en: 'Show where the dossier stands' },
  'eid-tool.closeRenewal': { nl: 'De vernieuwing afsluiten', fr: 'Clôturer le renouvellement', de: 'Die Erneuerung abschließen', en: 'Close the renewal' },
  'payment.start': { nl: 'Een betaling beginnen', fr: 'Commencer un paiement', de: 'Eine Zahlung beginnen', en: 'Begin a payment' },
  'payment.expectTransfer': { nl: 'Een overschrijving verwachten', fr: 'Attendre un virement', de: 'Eine Überweisung erwarten', en: 'Expect a transfer' },
  'payment.cancel': { nl: 'Een betaling annuleren', fr: 'Annuler un paiement', de: 'Eine Zahlung abbrechen', en: 'Cancel a payment' },
  'payment.refund': { nl: 'Geld terugbetalen', fr: 'Rembourser', de: 'Geld zurückzahlen', en: 'Pay money back' },
  'payment.statusChanged': { nl: 'Nieuws over een betaling', fr: 'Nouvelles d’un paiement', de: 'Neues zu einer Zahlung', en: 'News about a payment' },
  'payment.credited': { nl: 'Geld dat binnenkwam', fr: 'Argent reçu', de: 'Eingegangenes Geld', en: 'Money that came in' },
  'messaging.sendEmail': { nl: 'Een e-mail sturen', fr: 'Envoyer un e-mail', de: 'Eine E-Mail senden', en: 'Send an e-mail' },
  'messaging.sendSms': { nl: 'Een sms sturen', fr: 'Envoyer un SMS', de: 'Eine SMS senden', en: 'Send an SMS' },
  'messaging.sendWhatsapp': { nl: 'Een WhatsApp-bericht sturen', fr: 'Envoyer un message WhatsApp', de: 'Eine WhatsApp-Nachricht senden', en: 'Send a WhatsApp message' },
  'messaging.sendLetter': { nl: 'Een brief sturen', fr: 'Envoyer une lettre', de: 'Einen Brief senden', en: 'Send a letter' },
  'messaging.sendEBox': { nl: 'Een e-Box-bericht sturen', fr: 'Envoyer un message e-Box', de: 'Eine e-Box-Nachricht senden', en: 'Send an e-Box message' },
  'messaging.offerCall': { nl: 'Een telefoontje doorgeven', fr: 'Transmettre un appel', de: 'Einen Anruf weitergeben', en: 'Pass a call on' },
  'messaging.withdrawCall': { nl: 'Een telefoontje intrekken', fr: 'Retirer un appel', de: 'Einen Anruf zurückziehen', en: 'Withdraw a call' },
  'messaging.report': { nl: 'Nieuws over een bericht', fr: 'Nouvelles d’un message', de: 'Neues zu einer Nachricht', en: 'News about a message' },
  'messaging.callOutcome': { nl: 'Hoe een telefoontje afliep', fr: 'Le résultat d’un appel', de: 'Wie ein Anruf ausging', en: 'How a call ended' },
  'devices.requestFingerprints': { nl: 'Vingerafdrukken vragen', fr: 'Demander les empreintes', de: 'Fingerabdrücke verlangen', en: 'Ask for fingerprints' },
  'devices.requestCode': { nl: 'Een code laten kiezen', fr: 'Faire choisir un code', de: 'Einen Code wählen lassen', en: 'Have a code chosen' },
  'devices.runScript': { nl: 'De kaart laten werken', fr: 'Faire travailler la carte', de: 'Die Karte arbeiten lassen', en: 'Work on the card' },
  'devices.verifyPin': { nl: 'Een pincode vragen', fr: 'Demander un code PIN', de: 'Einen PIN-Code verlangen', en: 'Ask for a PIN' },
  'devices.changePin': { nl: 'Een pincode veranderen', fr: 'Changer un code PIN', de: 'Einen PIN-Code ändern', en: 'Change a PIN' },
  'devices.forgetVisit': { nl: 'Een bezoek vergeten', fr: 'Oublier une visite', de: 'Einen Besuch vergessen', en: 'Forget a visit' },
  'event-stream.publish': { nl: 'Een gebeurtenis melden', fr: 'Signaler un événement', de: 'Ein Ereignis melden', en: 'Tell an event' },
  'any-effect': { nl: 'Een vraag: {name}', fr: 'Une demande : {name}', de: 'Eine Anfrage: {name}', en: 'A request: {name}' },
  'any-event': { nl: 'Een gebeurtenis verwerken: {name}', fr: 'Traiter un événement : {name}', de: 'Ein Ereignis verarbeiten: {name}', en: 'Work on an event: {name}' },
  'any-message': { nl: 'Een bericht verwerken: {name}', fr: 'Traiter un message : {name}', de: 'Eine Meldung verarbeiten: {name}', en: 'Work on a message: {name}' },
});

/** What may have happened, by the last part of a failure's type. Ports name their failures alike. */
export const happenedTexts = defineTexts({
  unavailable: { nl: 'Het andere systeem antwoordt niet. Wij probeerden het vaak genoeg.', fr: 'L’autre système ne répond pas. Nous avons assez essayé.', de: 'Das andere System antwortet nicht. Wir haben es oft genug versucht.', en: 'The other system does not answer. We have tried often enough.' },
  'no-answer': { nl: 'Er kwam geen antwoord. Niemand weet of het gebeurd is.', fr: 'Aucune réponse. Personne ne sait si cela a eu lieu.', de: 'Es kam keine Antwort. Niemand weiß, ob es geschehen ist.', en: 'No answer came. Nobody knows whether it happened.' },
  unclear: { nl: 'Het antwoord is onduidelijk. Niemand weet of het gebeurd is.', fr: 'La réponse n’est pas claire. Personne ne sait si cela a eu lieu.', de: 'Die Antwort ist unklar. Niemand weiß, ob es geschehen ist.', en: 'The answer is unclear. Nobody knows whether it happened.' },
  refused: { nl: 'Het andere systeem weigerde dit.', fr: 'L’autre système a refusé.', de: 'Das andere System hat das abgelehnt.', en: 'The other system refused this.' },
  unreadable: { nl: 'Het andere systeem gaf een antwoord dat niemand kan lezen.', fr: 'L’autre système a donné une réponse illisible.', de: 'Das andere System gab eine unlesbare Antwort.', en: 'The other system gave an answer that nobody can read.' },
  misconfigured: { nl: 'De verbinding is verkeerd ingesteld. Vraag uw beheerder.', fr: 'La connexion est mal configurée. Demandez à votre administrateur.', de: 'Die Verbindung ist falsch eingestellt. Fragen Sie die Verwaltung des Systems.', en: 'The connection is set up wrongly. Ask your administrator.' },
  'address-refused': { nl: 'Het adres of nummer werd geweigerd. Kijk de contactgegevens na.', fr: 'L’adresse ou le numéro a été refusé. Vérifiez les coordonnées.', de: 'Die Adresse oder Nummer wurde abgelehnt. Prüfen Sie die Kontaktdaten.', en: 'The address or number was refused. Check the contact data.' },
  'changed-meanwhile': { nl: 'De gegevens waren daar intussen veranderd.', fr: 'Les données y avaient changé entre-temps.', de: 'Die Daten hatten sich dort inzwischen geändert.', en: 'The data had changed there meanwhile.' },
  'unknown-citizen': { nl: 'Het andere systeem kent deze burger niet.', fr: 'L’autre système ne connaît pas ce citoyen.', de: 'Das andere System kennt diese Person nicht.', en: 'The other system does not know this citizen.' },
  'any-failed': { nl: 'Dit lukte niet en wordt niet vanzelf opnieuw geprobeerd.', fr: 'Cela a échoué et ne sera pas réessayé automatiquement.', de: 'Das gelang nicht und wird nicht von selbst wiederholt.', en: 'This did not succeed and is not tried again by itself.' },
  'any-parked': { nl: 'Niemand weet of dit gebeurd is.', fr: 'Personne ne sait si cela a eu lieu.', de: 'Niemand weiß, ob das geschehen ist.', en: 'Nobody knows whether this happened.' },
});

const said = (texts: Readonly<Record<string, Readonly<Record<Language, string>>>>, key: string, language: Language): string | undefined => (Object.hasOwn(texts, key) ? texts[key]?.[language] : undefined);

/** Which system: the one that was asked or spoke; events are the house's own. */
export function systemOf(name: string, kind: 'effect' | 'event' | 'message', language: Language): string {
  const port = name.split('.', 1)[0] ?? '';
  return kind === 'event' ? systemTexts.house[language] : said(systemTexts, port, language) ?? port;
}

export function askedOf(name: string, kind: 'effect' | 'event' | 'message', language: Language): string {
  return (kind === 'event' ? undefined : said(askedTexts, name, language)) ?? askedTexts[`any-${kind}`][language].replace('{name}', name);
}

export function happenedOf(failure: string | null, state: 'failed' | 'parked', language: Language): string {
  return said(happenedTexts, failure?.split('.').at(-1) ?? '', language) ?? happenedTexts[`any-${state}`][language];
}
