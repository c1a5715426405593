import { defineTexts } from '#services/kernel/texts.ts';

/** Looking whether a connector works, pausing it, cutting it off and letting it run. */
export const switchTexts = defineTexts({
  running: { nl: 'Hoe het loopt', fr: 'Comment ça marche', de: 'Wie es läuft', en: 'How it runs' },
  why: { nl: 'Waarom', fr: 'Pourquoi', de: 'Warum', en: 'Why' },
  by: { nl: 'Door', fr: 'Par', de: 'Von', en: 'By' },
  check: { nl: 'Controleer de verbinding', fr: 'Vérifier la connexion', de: 'Verbindung prüfen', en: 'Check the connection' },
  checkHelp: { nl: 'De andere kant krijgt een vraag die niets verandert.', fr: 'L’autre côté reçoit une question qui ne change rien.', de: 'Die andere Seite bekommt eine Frage, die nichts ändert.', en: 'The other side is asked something that changes nothing.' },
  checkOk: { nl: 'Deze koppeling zou werken.', fr: 'Cette connexion fonctionnerait.', de: 'Diese Anbindung würde arbeiten.', en: 'This connector would work.' },
  checkWrong: { nl: 'Deze koppeling zou niet werken.', fr: 'Cette connexion ne fonctionnerait pas.', de: 'Diese Anbindung würde nicht arbeiten.', en: 'This connector would not work.' },
  checkNothing: { nl: 'Dit is een nabootsing in het huis zelf: er is niets te bereiken.', fr: 'Ceci est une simulation dans le système même : il n’y a rien à joindre.', de: 'Das ist eine Nachbildung im System selbst: Es gibt nichts zu erreichen.', en: 'This is a sandbox inside the house: there is nothing to reach.' },
  found: { nl: 'Gevonden', fr: 'Constats', de: 'Gefunden', en: 'Findings' },
  good: { nl: 'in orde', fr: 'en ordre', de: 'in Ordnung', en: 'right' },
  wrong: { nl: 'niet in orde', fr: 'pas en ordre', de: 'nicht in Ordnung', en: 'wrong' },
  pause: { nl: 'Pauzeer', fr: 'Mettre en pause', de: 'Pausieren', en: 'Pause' },
  cut: { nl: 'Sluit af', fr: 'Couper', de: 'Abschalten', en: 'Cut off' },
  resume: { nl: 'Laat weer lopen', fr: 'Remettre en marche', de: 'Wieder laufen lassen', en: 'Let it run again' },
  pauseTitle: { nl: '{what} pauzeren?', fr: 'Mettre {what} en pause ?', de: '{what} pausieren?', en: 'Pause {what}?' },
  cutTitle: { nl: '{what} afsluiten?', fr: 'Couper {what} ?', de: '{what} abschalten?', en: 'Cut {what} off?' },
  resumeTitle: { nl: '{what} weer laten lopen?', fr: 'Remettre {what} en marche ?', de: '{what} wieder laufen lassen?', en: 'Let {what} run again?' },
  pauseHarm: { nl: 'Wat naar buiten gaat, wacht in volgorde. Opzoeken en ontvangen gaan door. U kunt dit altijd ongedaan maken.', fr: 'Ce qui sort attend, dans l’ordre. Les consultations et la réception continuent. Vous pouvez toujours l’annuler.', de: 'Was hinausgeht, wartet der Reihe nach. Nachschlagen und Empfangen gehen weiter. Sie können das immer rückgängig machen.', en: 'What goes out waits in order. Look-ups and receiving go on. You can always undo this.' },
  cutHarm: { nl: 'Niets gaat nog naar buiten. Opzoeken wordt geweigerd, en wat binnenkomt ook: de afzender houdt het bij. Ambtenaren en burgers merken dit meteen. U kunt dit altijd ongedaan maken.', fr: 'Plus rien ne sort. Les consultations sont refusées, et ce qui arrive aussi : l’expéditeur le garde. Les agents et les citoyens le remarquent aussitôt. Vous pouvez toujours l’annuler.', de: 'Nichts geht mehr hinaus. Nachschlagen wird abgelehnt, und was ankommt auch: Der Absender behält es. Beamte und Bürger merken das sofort. Sie können das immer rückgängig machen.', en: 'Nothing goes out any more. Look-ups are refused, and so is what comes in: its sender keeps it. Officials and citizens notice at once. You can always undo this.' },
  resumeHarm: { nl: 'Wat wachtte, gaat nu naar buiten, in volgorde: {waiting}.', fr: 'Ce qui attendait sort maintenant, dans l’ordre : {waiting}.', de: 'Was wartete, geht jetzt hinaus, der Reihe nach: {waiting}.', en: 'What waited goes out now, in order: {waiting}.' },
  keep: { nl: 'Nee, laat het zoals het is', fr: 'Non, ne rien changer', de: 'Nein, lassen, wie es ist', en: 'No, leave it as it is' },
});
