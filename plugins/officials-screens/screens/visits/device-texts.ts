import type { Language } from '#services/kernel/context.ts';
import { defineTexts } from '#services/kernel/texts.ts';

/** What the parts of a device say of themselves. */
export const deviceTexts = defineTexts({
  'reader-ready': { nl: 'er zit een kaart in de lezer', fr: 'une carte est dans le lecteur', de: 'im Leser steckt eine Karte', en: 'there is a card in the reader' },
  'reader-no-card': { nl: 'er zit geen kaart in de lezer', fr: 'aucune carte dans le lecteur', de: 'im Leser steckt keine Karte', en: 'there is no card in the reader' },
  'reader-absent': { nl: 'de kaartlezer is niet verbonden', fr: 'le lecteur de cartes n’est pas connecté', de: 'der Kartenleser ist nicht verbunden', en: 'the card reader is not connected' },
  'fingers-ready': { nl: 'de vingerafdruklezer is klaar', fr: 'le lecteur d’empreintes est prêt', de: 'der Fingerabdruckleser ist bereit', en: 'the fingerprint reader is ready' },
  'fingers-busy': { nl: 'de vingerafdruklezer werkt', fr: 'le lecteur d’empreintes travaille', de: 'der Fingerabdruckleser arbeitet', en: 'the fingerprint reader is at work' },
  'fingers-not-ready': { nl: 'de vingerafdruklezer is niet klaar', fr: 'le lecteur d’empreintes n’est pas prêt', de: 'der Fingerabdruckleser ist nicht bereit', en: 'the fingerprint reader is not ready' },
  'fingers-absent': { nl: 'de vingerafdruklezer is niet verbonden', fr: 'le lecteur d’empreintes n’est pas connecté', de: 'der Fingerabdruckleser ist nicht verbunden', en: 'the fingerprint reader is not connected' },
  waiting: { nl: 'wacht op verbinding: {count}', fr: 'en attente de connexion : {count}', de: 'wartet auf Verbindung: {count}', en: 'waiting for a connection: {count}' },
  'in-use': { nl: 'in gebruik voor een ander bezoek', fr: 'utilisé pour une autre visite', de: 'in Gebrauch für einen anderen Besuch', en: 'in use for another visit' },
  device: { nl: 'Toestel', fr: 'Appareil', de: 'Gerät', en: 'Device' },
  gone: { nl: 'Dit toestel is hier niet meer bekend.', fr: 'Cet appareil n’est plus connu ici.', de: 'Dieses Gerät ist hier nicht mehr bekannt.', en: 'This device is not known here any more.' },
});

/** Why a device has not done what it was asked (the code of the device agent), and what helps. */
export const deviceFailureTexts = defineTexts({
  'quality-too-low': {
    nl: 'De kwaliteit was telkens te laag. Maak vinger en glas schoon en probeer opnieuw.', fr: 'La qualité était chaque fois trop faible. Nettoyez le doigt et la vitre, puis réessayez.',
    de: 'Die Qualität war jedes Mal zu gering. Reinigen Sie Finger und Glas und versuchen Sie es erneut.', en: 'The quality was too low each time. Clean finger and glass, and try again.',
  },
  'no-finger': { nl: 'Het toestel voelde geen vinger. Probeer opnieuw.', fr: 'L’appareil n’a senti aucun doigt. Réessayez.', de: 'Das Gerät hat keinen Finger erkannt. Versuchen Sie es erneut.', en: 'The device felt no finger. Try again.' },
  'time-out': { nl: 'Het duurde te lang. Vraag het opnieuw wanneer de burger klaar is.', fr: 'Cela a duré trop longtemps. Redemandez quand le citoyen est prêt.', de: 'Es hat zu lange gedauert. Fragen Sie erneut, wenn die Person bereit ist.', en: 'It took too long. Ask again when the citizen is ready.' },
  cancelled: { nl: 'De burger brak het af. Vraag het opnieuw.', fr: 'Le citoyen a interrompu. Redemandez.', de: 'Die Person hat abgebrochen. Fragen Sie erneut.', en: 'The citizen broke it off. Ask again.' },
  busy: { nl: 'Het toestel is nog bezig. Wacht even en probeer opnieuw.', fr: 'L’appareil est encore occupé. Attendez un instant et réessayez.', de: 'Das Gerät ist noch beschäftigt. Warten Sie kurz und versuchen Sie es erneut.', en: 'The device is still busy. Wait a moment and try again.' },
  'not-ready': {
    nl: 'De vingerafdruklezer is niet klaar. Trek de stekker uit, steek hem weer in en probeer opnieuw.', fr: 'Le lecteur d’empreintes n’est pas prêt. Débranchez-le, rebranchez-le et réessayez.',
    de: 'Der Fingerabdruckleser ist nicht bereit. Ziehen Sie den Stecker, stecken Sie ihn ein und versuchen Sie es erneut.', en: 'The fingerprint reader is not ready. Unplug it, plug it in again and try again.',
  },
  absent: { nl: 'De vingerafdruklezer is niet verbonden. Kijk de kabel na en probeer opnieuw.', fr: 'Le lecteur d’empreintes n’est pas connecté. Vérifiez le câble et réessayez.', de: 'Der Fingerabdruckleser ist nicht verbunden. Prüfen Sie das Kabel und versuchen Sie es erneut.', en: 'The fingerprint reader is not connected. Look at the cable and try again.' },
  'not-registered': { nl: 'Deze vingerafdruklezer is niet geregistreerd. Gebruik een ander toestel en meld het aan uw beheerder.', fr: 'Ce lecteur d’empreintes n’est pas enregistré. Utilisez un autre appareil et prévenez votre administrateur.', de: 'Dieser Fingerabdruckleser ist nicht registriert. Nehmen Sie ein anderes Gerät und melden Sie es der Verwaltung des Systems.', en: 'This fingerprint reader is not registered. Use another device and tell your administrator.' },
  'no-window': { nl: 'Het toestel kan de code niet vragen: zijn venster opent niet. Start het programma van het toestel opnieuw.', fr: 'L’appareil ne peut pas demander le code : sa fenêtre ne s’ouvre pas. Redémarrez son programme.', de: 'Das Gerät kann den Code nicht abfragen: Sein Fenster öffnet sich nicht. Starten Sie sein Programm neu.', en: 'The device cannot ask for the code: its window does not open. Start its program again.' },
  'agent-restarted': { nl: 'Het programma van het toestel startte opnieuw. Vraag het nog eens.', fr: 'Le programme de l’appareil a redémarré. Redemandez.', de: 'Das Programm des Geräts wurde neu gestartet. Fragen Sie noch einmal.', en: 'The program of the device started again. Ask once more.' },
  'biza-key-unknown': { nl: 'Het toestel kent de sleutel van BiZa niet. Gebruik een ander toestel en meld het aan uw beheerder.', fr: 'L’appareil ne connaît pas la clé de BiZa. Utilisez un autre appareil et prévenez votre administrateur.', de: 'Das Gerät kennt den Schlüssel von BiZa nicht. Nehmen Sie ein anderes Gerät und melden Sie es der Verwaltung des Systems.', en: 'The device does not know the key of BiZa. Use another device and tell your administrator.' },
  other: { nl: 'Het toestel kon dit niet doen. Probeer opnieuw, of gebruik een ander toestel.', fr: 'L’appareil n’a pas pu le faire. Réessayez, ou utilisez un autre appareil.', de: 'Das Gerät konnte das nicht tun. Versuchen Sie es erneut, oder nehmen Sie ein anderes Gerät.', en: 'The device could not do this. Try again, or use another device.' },
});

type Known = keyof typeof deviceFailureTexts;
/** Other names of the same: the device's own word for poor prints, and what the house says of a device that it does not reach. */
const sameAs: Readonly<Record<string, Known>> = { 'poor-quality': 'quality-too-low', 'devices.unavailable': 'absent', 'devices.busy': 'busy', 'reader-gone': 'absent' };
const isKnown = (code: string): code is Known => Object.hasOwn(deviceFailureTexts, code);

export function deviceFailureIn(language: Language, code: string): string {
  const key = isKnown(code) ? code : Object.hasOwn(sameAs, code) ? sameAs[code] : undefined;
  return deviceFailureTexts[key ?? 'other'][language];
}
