import { defineTexts } from '#services/kernel/texts.ts';

/** What stands around every page, and where nothing better can be said. */
export const shellTexts = defineTexts({
  service: { nl: 'eID aan huis', fr: 'eID à domicile', de: 'eID zu Hause', en: 'eID at home' },
  toContent: { nl: 'Naar de inhoud', fr: 'Aller au contenu', de: 'Zum Inhalt', en: 'Skip to the content' },
  languages: { nl: 'Taal', fr: 'Langue', de: 'Sprache', en: 'Language' },
  help: { nl: 'Hulp nodig?', fr: 'Besoin d’aide ?', de: 'Brauchen Sie Hilfe?', en: 'Do you need help?' },
  call: { nl: 'Bel ons: {telephone}', fr: 'Appelez-nous : {telephone}', de: 'Rufen Sie uns an: {telephone}', en: 'Call us: {telephone}' },
  write: { nl: 'Of schrijf: {email}', fr: 'Ou écrivez : {email}', de: 'Oder schreiben Sie: {email}', en: 'Or write: {email}' },
  leave: { nl: 'Afmelden', fr: 'Se déconnecter', de: 'Abmelden', en: 'Log out' },
  error: { nl: 'Fout', fr: 'Erreur', de: 'Fehler', en: 'Error' },
  notFoundTitle: { nl: 'Deze pagina bestaat niet', fr: 'Cette page n’existe pas', de: 'Diese Seite gibt es nicht', en: 'This page does not exist' },
  notFound: { nl: 'Controleer het adres, of begin opnieuw.', fr: 'Vérifiez l’adresse, ou recommencez.', de: 'Prüfen Sie die Adresse, oder beginnen Sie neu.', en: 'Check the address, or start again.' },
  startAgain: { nl: 'Opnieuw beginnen', fr: 'Recommencer', de: 'Neu beginnen', en: 'Start again' },
  formOldTitle: { nl: 'Dit formulier is te oud', fr: 'Ce formulaire est trop ancien', de: 'Dieses Formular ist zu alt', en: 'This form is too old' },
  formOld: {
    nl: 'Er is niets verstuurd. Open de pagina opnieuw en probeer nog eens.', fr: 'Rien n’a été envoyé. Rouvrez la page et réessayez.',
    de: 'Es wurde nichts gesendet. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.', en: 'Nothing was sent. Open the page again and try once more.',
  },
  tooOftenTitle: { nl: 'Even geduld', fr: 'Un instant', de: 'Einen Augenblick', en: 'One moment' },
  tooOften: {
    nl: 'Er kwamen te veel pogingen. Wacht een minuut en probeer opnieuw.', fr: 'Il y a eu trop d’essais. Attendez une minute et réessayez.',
    de: 'Es gab zu viele Versuche. Warten Sie eine Minute und versuchen Sie es erneut.', en: 'There were too many attempts. Wait a minute and try again.',
  },
  brokenTitle: { nl: 'Er ging iets mis', fr: 'Un problème est survenu', de: 'Es ist etwas schiefgegangen', en: 'Something went wrong' },
  broken: {
    nl: 'Dat ligt aan ons. Probeer het over enkele minuten opnieuw. Blijft het misgaan, bel ons dan en noem dit nummer: {trace}', fr: 'C’est notre faute. Réessayez dans quelques minutes. Si le problème persiste, appelez-nous et donnez ce numéro : {trace}',
    de: 'Das liegt an uns. Versuchen Sie es in einigen Minuten erneut. Bleibt der Fehler, rufen Sie uns an und nennen Sie diese Nummer: {trace}', en: 'This is our fault. Try again in a few minutes. If it keeps going wrong, call us and give this number: {trace}',
  },
  endedTitle: { nl: 'U bent afgemeld', fr: 'Vous êtes déconnecté', de: 'Sie sind abgemeldet', en: 'You are logged out' },
  ended: {
    nl: 'Om veilig te blijven, meldden we u af. Kom opnieuw binnen met uw code.', fr: 'Par sécurité, nous vous avons déconnecté. Entrez à nouveau avec votre code.',
    de: 'Zur Sicherheit haben wir Sie abgemeldet. Kommen Sie mit Ihrem Code wieder herein.', en: 'To keep you safe, we logged you out. Come in again with your code.',
  },
  endedKept: {
    nl: 'Om veilig te blijven, meldden we u af. Wat u invulde, is nog niet verstuurd, maar ook niet weg. Kom opnieuw binnen met uw code: dan gaat het mee.',
    fr: 'Par sécurité, nous vous avons déconnecté. Ce que vous avez rempli n’est pas encore envoyé, mais n’est pas perdu. Entrez à nouveau avec votre code : nous l’envoyons alors.',
    de: 'Zur Sicherheit haben wir Sie abgemeldet. Was Sie ausgefüllt haben, ist noch nicht gesendet, aber auch nicht weg. Kommen Sie mit Ihrem Code wieder herein: Dann wird es gesendet.',
    en: 'To keep you safe, we logged you out. What you filled in was not sent yet, but it is not lost. Come in again with your code: it is sent then.',
  },
  goOn: { nl: 'Ga verder', fr: 'Continuer', de: 'Weiter', en: 'Go on' },
  goOnKept: { nl: 'Ga verder en verstuur', fr: 'Continuer et envoyer', de: 'Weiter und senden', en: 'Go on and send' },
  comeBackLater: {
    nl: 'Dit lukt nu niet. Probeer het over enkele minuten opnieuw met de knop hieronder. Wat u invulde, is niet weg.', fr: 'Cela ne fonctionne pas maintenant. Réessayez dans quelques minutes avec le bouton ci-dessous. Ce que vous avez rempli n’est pas perdu.',
    de: 'Das geht jetzt nicht. Versuchen Sie es in einigen Minuten mit dem Knopf unten. Was Sie ausgefüllt haben, ist nicht weg.', en: 'This does not work now. Try again in a few minutes with the button below. What you filled in is not lost.',
  },
  until: {
    nl: 'U bent aangemeld tot {time}. Wat u daarna nog verstuurt, gaat niet verloren: u komt dan eerst opnieuw binnen.', fr: 'Vous êtes connecté jusqu’à {time}. Ce que vous envoyez après n’est pas perdu : vous devez d’abord vous reconnecter.',
    de: 'Sie sind bis {time} angemeldet. Was Sie danach senden, geht nicht verloren: Sie melden sich dann zuerst neu an.', en: 'You are logged in until {time}. What you send after that is not lost: you first log in again.',
  },
  deskEndedTitle: { nl: 'U bent afgemeld', fr: 'Vous êtes déconnecté', de: 'Sie sind abgemeldet', en: 'You are logged out' },
  deskEnded: {
    nl: 'Meld u opnieuw aan. Wat u al had verstuurd, blijft bewaard.', fr: 'Reconnectez-vous. Ce que vous aviez envoyé est conservé.',
    de: 'Melden Sie sich neu an. Was Sie gesendet haben, bleibt erhalten.', en: 'Log in again. What you had sent is kept.',
  },
  deskLeftTitle: { nl: 'U bent afgemeld', fr: 'Vous êtes déconnecté', de: 'Sie sind abgemeldet', en: 'You are logged out' },
  deskLeft: { nl: 'U mag dit venster sluiten.', fr: 'Vous pouvez fermer cette fenêtre.', de: 'Sie dürfen dieses Fenster schließen.', en: 'You may close this window.' },
  leftHereTitle: { nl: 'U bent alleen hier afgemeld', fr: 'Vous êtes déconnecté ici seulement', de: 'Sie sind nur hier abgemeldet', en: 'You are logged out here only' },
  leftHere: {
    nl: 'Dit toestel onthoudt niets meer. De dienst zelf konden we niet bereiken. Was u ook op een ander toestel, of keek er iemand mee? Bel ons dan.',
    fr: 'Cet appareil ne retient plus rien. Nous n’avons pas pu joindre le service lui-même. Étiez-vous aussi sur un autre appareil, ou quelqu’un regardait-il ? Appelez-nous.',
    de: 'Dieses Gerät weiß nichts mehr. Den Dienst selbst konnten wir nicht erreichen. Waren Sie auch auf einem anderen Gerät, oder sah jemand zu? Rufen Sie uns an.',
    en: 'This device remembers nothing any more. We could not reach the service itself. Were you on another device too, or did somebody watch? Then call us.',
  },
  forbiddenTitle: { nl: 'Dit mag u niet openen', fr: 'Vous ne pouvez pas ouvrir ceci', de: 'Das dürfen Sie nicht öffnen', en: 'You may not open this' },
  forbidden: {
    nl: 'Uw rol geeft hier geen toegang toe. Vraag het aan uw beheerder als u dit nodig hebt.', fr: 'Votre rôle n’y donne pas accès. Demandez-le à votre administrateur si vous en avez besoin.',
    de: 'Ihre Rolle gibt dazu keinen Zugang. Fragen Sie die Verwaltung des Systems, wenn Sie es brauchen.', en: 'Your role gives no access to this. Ask your administrator if you need it.',
  },
  offlineTitle: { nl: 'Geen verbinding', fr: 'Pas de connexion', de: 'Keine Verbindung', en: 'No connection' },
  offline: {
    nl: 'Wat u verstuurde, wacht op dit toestel. Deze pagina gaat vanzelf verder zodra er verbinding is.', fr: 'Ce que vous avez envoyé attend sur cet appareil. Cette page continue dès que la connexion revient.',
    de: 'Was Sie gesendet haben, wartet auf diesem Gerät. Diese Seite geht von selbst weiter, sobald es eine Verbindung gibt.', en: 'What you sent is waiting on this device. This page goes on by itself as soon as there is a connection.',
  },
  menu: { nl: 'Menu', fr: 'Menu', de: 'Menü', en: 'Menu' },
  waiting: {
    nl: 'Geen verbinding. Wacht om te versturen: {count}. U mag verder kijken; sluit dit venster niet.', fr: 'Pas de connexion. En attente d’envoi : {count}. Vous pouvez continuer à regarder ; ne fermez pas cette fenêtre.',
    de: 'Keine Verbindung. Wartet auf das Senden: {count}. Sie können weiter lesen; schließen Sie dieses Fenster nicht.', en: 'No connection. Waiting to be sent: {count}. You may go on reading; do not close this window.',
  },
  lost: { nl: 'Geen verbinding. Wat u ziet, kan verouderd zijn.', fr: 'Pas de connexion. Ce que vous voyez peut être dépassé.', de: 'Keine Verbindung. Was Sie sehen, kann veraltet sein.', en: 'No connection. What you see may be out of date.' },
  sent: { nl: 'De verbinding is terug. Alles is verstuurd.', fr: 'La connexion est revenue. Tout a été envoyé.', de: 'Die Verbindung ist wieder da. Alles ist gesendet.', en: 'The connection is back. Everything was sent.' },
  leftTitle: { nl: 'U bent afgemeld', fr: 'Vous êtes déconnecté', de: 'Sie sind abgemeldet', en: 'You are logged out' },
  left: {
    nl: 'Deze computer onthoudt niets meer van uw dossier. U mag dit venster sluiten.', fr: 'Cet ordinateur ne retient plus rien de votre dossier. Vous pouvez fermer cette fenêtre.',
    de: 'Dieser Computer weiß nichts mehr von Ihrem Dossier. Sie können dieses Fenster schließen.', en: 'This computer remembers nothing of your file any more. You can close this window.',
  },
});
