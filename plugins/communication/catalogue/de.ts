import { paragraphs, type Texts } from './texts.ts';

const mail = (...parts: readonly string[]): string => paragraphs(
  'Guten Tag {firstName} {lastName}',
  ...parts,
  'Haben Sie Fragen? Rufen Sie an: {telephone}.',
  'Mit freundlichen Grüßen\n{organisation}',
);

const request = 'Gehen Sie auf diese Seite und wählen Sie ein Datum:\n{link}';
const code = 'Ihr persönlicher Code ist: {code}\nGeben Sie diesen Code nur einer Person, die Ihnen hilft und der Sie vertrauen.';
const byTelephone = 'Ist die Website schwierig für Sie? Rufen Sie an: {telephone}. Wir machen dann mit Ihnen einen Termin. Eine Person, die Ihnen hilft, darf das auch für Sie tun.';
const visits = 'Wir kommen zweimal. Beim ersten Mal nimmt ein Beamter oder eine Beamtin der Gemeinde Ihre Fingerabdrücke. Beim zweiten Mal bekommen Sie Ihren neuen Ausweis. Sie müssen keine Dokumente schicken.';
const realOfficial = 'So erkennen Sie den echten Beamten oder die echte Beamtin: Die Person zeigt einen Dienstausweis mit Foto. Sie fragt an der Tür nie nach Geld, nach Ihrer Bankkarte oder nach Ihrer PIN. Haben Sie Zweifel? Lassen Sie die Person nicht herein und rufen Sie an: {telephone}.';
const atTheDoor = 'Die Person an Ihrer Tür zeigt einen Dienstausweis mit Foto. Wir fragen an der Tür nie nach Geld, nach Ihrer Bankkarte oder nach Ihrer PIN. Haben Sie Zweifel? Lassen Sie die Person nicht herein und rufen Sie an: {telephone}.';
const newMoment = 'Wählen Sie ein neues Datum auf der Seite für Ihren Termin. Der Link und Ihr Code stehen in unserer ersten Nachricht. Sie können auch anrufen: {telephone}.';
const otherMoment = 'Passt Ihnen dieser Termin nicht? Wählen Sie ein anderes Datum auf der Seite für Ihren Termin oder rufen Sie an: {telephone}.';
const nothingToDo = 'Sie müssen jetzt nichts tun.';
const keepOldCard = 'Behalten Sie Ihren alten Ausweis noch.';

const invitationShort = '{organisation}: Ihr Personalausweis (eID) läuft am {expiresOn} ab. Wir können zu Ihnen kommen. Datum wählen: {link} Code: {code}. Wir zeigen einen Dienstausweis mit Foto, fragen nie nach Geld, Bankkarte oder PIN. Zweifel? {telephone}';

export const de: Texts = {
  invitation: {
    subject: 'Ihr elektronischer Personalausweis (eID) läuft ab: Wir können zu Ihnen kommen',
    body: mail(
      'Ihr elektronischer Personalausweis (eID) läuft am {expiresOn} ab. Sie brauchen dann einen neuen Ausweis.',
      'Sie müssen dafür nicht ins Gemeindehaus kommen. Wir können zu Ihnen nach Hause kommen.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: invitationShort,
  },
  reminder: {
    subject: 'Erinnerung: Ihr elektronischer Personalausweis (eID) läuft bald ab',
    body: mail(
      'Wir haben Ihnen schon über Ihren elektronischen Personalausweis (eID) geschrieben. Sie haben noch keinen Termin.',
      'Ihr Ausweis läuft am {expiresOn} ab. Wir können immer noch für einen neuen Ausweis zu Ihnen nach Hause kommen.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: '{organisation}: Erinnerung. Ihr Personalausweis (eID) läuft am {expiresOn} ab. Wir kommen zu Ihnen. Datum wählen: {link} Code: {code}. Wir zeigen einen Dienstausweis mit Foto, fragen nie nach Geld, Bankkarte oder PIN. Zweifel? {telephone}',
  },
  'invitation-letter': {
    subject: 'Ihr elektronischer Personalausweis (eID) läuft ab: Wir können zu Ihnen kommen',
    body: mail(
      'Ihr elektronischer Personalausweis (eID) läuft am {expiresOn} ab. Sie brauchen dann einen neuen Ausweis.',
      'Sie müssen dafür nicht ins Gemeindehaus kommen. Wir können zu Ihnen nach Hause kommen.',
      visits, '{fee}',
      'Möchten Sie einen Termin? Rufen Sie an: {telephone}. Eine Person, die Ihnen hilft, darf das auch für Sie tun.',
      'Sie können den Termin auch selbst auf unserer Website machen. Scannen Sie den QR-Code in diesem Brief oder gehen Sie auf:\n{link}',
      code, realOfficial,
    ),
    short: invitationShort,
  },
  'counter-information': {
    subject: 'Ihr elektronischer Personalausweis (eID) läuft bald ab',
    body: mail(
      'Ihr elektronischer Personalausweis (eID) läuft am {expiresOn} ab. Sie brauchen dann einen neuen Ausweis.',
      'Kommen Sie dafür an unseren Schalter: {counter}. Bringen Sie Ihren jetzigen Ausweis mit.',
      'Können Sie nicht an den Schalter kommen? In zwei Fällen kommen wir zu Ihnen nach Hause.',
      '1. Sie können sich nur schwer fortbewegen, oder Sie haben eine geistige Beeinträchtigung. Melden Sie das auf unserer Website. Sie müssen keine Dokumente geben.',
      '2. Sie können nicht während der Bürozeiten kommen, zum Beispiel weil Sie nachts arbeiten. Dann können Sie einen besonderen Termin wählen. Dafür zahlen Sie im Voraus. Sie sehen den Preis, bevor Sie wählen.',
      'Beantragen Sie es auf dieser Seite:\n{link}', code, byTelephone, realOfficial,
    ),
    short: '{organisation}: Ihr Personalausweis (eID) läuft am {expiresOn} ab. Kommen Sie an den Schalter. Sie können sich schwer fortbewegen oder nicht zu Bürozeiten kommen (mit Gebühr)? Hausbesuch: {link} Code: {code}. Fragen? {telephone}',
  },
  'fresh-code': {
    subject: 'Ihr neuer persönlicher Code',
    body: mail(
      'Auf unserer Website hat jemand einen neuen Code für Ihr Dossier verlangt. Wir hoffen, dass Sie es waren.',
      'Öffnen Sie Ihr Dossier auf dieser Seite:\n{link}', code, 'Der vorige Code gilt nicht mehr.',
      'Haben Sie keinen Code verlangt? Dann müssen Sie nichts tun: Nur Sie bekommen diese Nachricht. Geschieht es öfter, rufen Sie an: {telephone}.',
    ),
    short: '{organisation}: Ihr neuer Code ist {code}. Dossier öffnen: {link} Der vorige Code gilt nicht mehr. Keinen Code verlangt? Dann müssen Sie nichts tun. Fragen? {telephone}',
  },
  'visit-confirmed': {
    subject: 'Ihr Termin bei Ihnen zu Hause ist bestätigt',
    body: mail(
      'Ihr Termin steht fest. Wir kommen zu Ihnen nach Hause am:\n{when}',
      'Ein Beamter oder eine Beamtin prüft Ihren jetzigen elektronischen Personalausweis (eID) und nimmt Ihre Fingerabdrücke. Legen Sie Ihren Ausweis bereit.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: Wir kommen zu Ihnen am {when}. Legen Sie Ihren Personalausweis (eID) bereit. Wir zeigen einen Dienstausweis mit Foto und fragen nie nach Geld, Bankkarte oder PIN. Anderer Termin oder Zweifel? Rufen Sie an: {telephone}',
  },
  'visit-moved': {
    subject: 'Ihr Termin bei Ihnen zu Hause ist verschoben',
    body: mail(
      'Ihr Termin ist verschoben. Wir kommen jetzt zu Ihnen nach Hause am:\n{when}',
      'Das frühere Datum gilt nicht mehr. Legen Sie Ihren elektronischen Personalausweis (eID) bereit.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: Ihr Termin ist verschoben. Wir kommen jetzt am {when}. Das frühere Datum gilt nicht mehr. Wir zeigen einen Dienstausweis mit Foto und fragen nie nach Geld, Bankkarte oder PIN. Passt es nicht? Rufen Sie an: {telephone}',
  },
  'visit-cancelled': {
    subject: 'Ihr Termin bei Ihnen zu Hause fällt aus',
    body: mail(
      'Dieser Termin fällt aus:\n{when}',
      'Wir kommen dann nicht zu Ihnen. Lassen Sie zu dieser Zeit niemanden herein, der sagt, dass er wegen Ihres Personalausweises (eID) kommt.',
      newMoment,
    ),
    short: '{organisation}: Ihr Termin fällt aus: {when}. Wir kommen dann nicht. Wählen Sie ein neues Datum auf der Seite für Ihren Termin oder rufen Sie an: {telephone}',
  },
  'visit-missed': {
    subject: 'Wir waren an Ihrer Tür, aber der Besuch war nicht möglich',
    body: mail(
      'Wir kamen wegen Ihres elektronischen Personalausweises (eID). Der Besuch war nicht möglich. Vielleicht waren Sie nicht zu Hause oder haben die Klingel nicht gehört.',
      newMoment,
    ),
    short: '{organisation}: Wir kamen wegen Ihres Personalausweises (eID), aber der Besuch war nicht möglich. Wählen Sie ein neues Datum auf der Seite für Ihren Termin oder rufen Sie an: {telephone}',
  },
  'moment-lost': {
    subject: 'Der Termin, den Sie gewählt haben, ist nicht mehr frei',
    body: mail(
      'Sie haben einen Termin für einen Besuch bei Ihnen zu Hause gewählt. Dieser Termin ist nicht mehr frei. Sie haben jetzt keinen Termin.',
      newMoment,
    ),
    short: '{organisation}: Der Termin, den Sie gewählt haben, ist nicht mehr frei. Sie haben jetzt keinen Termin. Wählen Sie ein neues Datum auf der Seite für Ihren Termin oder rufen Sie an: {telephone}',
  },
  'payment-requested': {
    subject: 'Bezahlen Sie Ihren Hausbesuch per Überweisung',
    body: mail(
      'Sie haben um einen Besuch bei Ihnen zu Hause gebeten. Dafür zahlen Sie im Voraus. Sie haben eine Überweisung gewählt.',
      'Betrag: {amount}\nKonto (IBAN): {iban}\nEmpfänger: {beneficiary}\nMitteilung: {communication}',
      'Schreiben Sie die Mitteilung genau ab. So wissen wir, dass Sie bezahlt haben.',
      'Ihr Geld muss spätestens am {deadline} bei uns sein. Sonst verfällt Ihr Termin.',
      'Sie zahlen nie an der Tür. Sind Sie nicht sicher, ob diese Nachricht echt ist? Zahlen Sie nicht und rufen Sie zuerst an: {telephone}.',
    ),
    short: '{organisation}: Überweisen Sie {amount} für Ihren Hausbesuch, spätestens am {deadline}. IBAN {iban}, an {beneficiary}. Mitteilung {communication}. Zahlen Sie nie an der Tür. Zweifel? Rufen Sie an: {telephone}',
  },
  'payment-expired': {
    subject: 'Ihre Zahlung ist nicht rechtzeitig angekommen',
    body: mail(
      'Ihre Zahlung für den Hausbesuch ist nicht rechtzeitig angekommen. Ihr Termin ist verfallen.',
      'Haben Sie doch bezahlt? Rufen Sie an: {telephone}. Wir prüfen das für Sie.',
      'Möchten Sie noch einen Besuch? Wählen Sie ein neues Datum auf der Seite für Ihren Termin. Dort können Sie online bezahlen, zum Beispiel mit Bancontact. Der Link und Ihr Code stehen in unserer ersten Nachricht.',
    ),
    short: '{organisation}: Ihre Zahlung ist nicht rechtzeitig angekommen. Ihr Termin ist verfallen. Wählen Sie ein neues Datum auf der Seite für Ihren Termin. Haben Sie doch bezahlt? Rufen Sie an: {telephone}',
  },
  refund: {
    subject: 'Sie bekommen Ihr Geld zurück',
    body: mail(
      'Sie bekommen {amount} für den Hausbesuch zurück. Das Geld kommt auf dem Weg zurück, auf dem Sie bezahlt haben. Das kann einige Tage dauern.',
      nothingToDo,
      'Wir fragen dafür nie nach Ihrer Bankkarte oder Ihrer PIN.',
    ),
    short: '{organisation}: Sie bekommen {amount} für den Hausbesuch zurück. Sie müssen nichts tun. Wir fragen dafür nie nach Ihrer Bankkarte oder PIN. Fragen? Rufen Sie an: {telephone}',
  },
  'delivery-planned': {
    subject: 'Wir bringen Ihren neuen elektronischen Personalausweis (eID)',
    body: mail(
      'Wir bringen Ihren neuen elektronischen Personalausweis (eID) zu Ihnen nach Hause am:\n{when}',
      'Ein Beamter, eine Beamtin oder eine zertifizierte Person von bpost bringt den Ausweis. Legen Sie Ihren alten Ausweis bereit. Sie geben ihn dann ab.',
      'Sie wählen selbst eine neue PIN. Sie tippen sie selbst ein. Sagen Sie Ihre PIN niemandem.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: Wir oder bpost bringen Ihren neuen Personalausweis (eID) am {when}. Legen Sie den alten bereit. Wir zeigen einen Dienstausweis mit Foto. Geben Sie nie Geld und sagen Sie nie Ihre PIN. Passt es nicht? Rufen Sie an: {telephone}',
  },
  'card-late': {
    subject: 'Ihr neuer elektronischer Personalausweis (eID) kommt später',
    body: mail(
      'Ihr neuer elektronischer Personalausweis (eID) ist noch nicht fertig. Wir können ihn nicht am vereinbarten Datum bringen.',
      `${nothingToDo} Wir teilen Ihnen das neue Datum mit. ${keepOldCard}`,
    ),
    short: '{organisation}: Ihr neuer Personalausweis (eID) kommt später. Das Datum ändert sich. Sie müssen nichts tun: Wir teilen Ihnen das neue Datum mit. Behalten Sie Ihren alten Ausweis. Fragen? Rufen Sie an: {telephone}',
  },
  'card-lost': {
    subject: 'Ihr neuer elektronischer Personalausweis (eID) ist verloren gegangen',
    body: mail(
      'Ihr neuer elektronischer Personalausweis (eID) ist verloren gegangen, bevor wir ihn Ihnen geben konnten. Das ist nicht Ihre Schuld. Wir bitten um Entschuldigung.',
      'Der Ausweis war noch nicht aktiviert.',
      `${nothingToDo} Wir melden uns bei Ihnen wegen eines anderen Ausweises. ${keepOldCard}`,
    ),
    short: '{organisation}: Ihr neuer Personalausweis (eID) ist verloren gegangen. Er war noch nicht aktiviert. Entschuldigung. Sie müssen nichts tun: Wir melden uns bei Ihnen. Behalten Sie Ihren alten Ausweis. Fragen? Rufen Sie an: {telephone}',
  },
  'delivery-failed': {
    subject: 'Wir konnten Ihnen Ihren neuen Personalausweis (eID) nicht geben',
    body: mail(
      'Wir kamen mit Ihrem neuen elektronischen Personalausweis (eID), aber wir konnten ihn Ihnen nicht geben. Der Ausweis liegt an einem sicheren Ort.',
      newMoment, keepOldCard,
    ),
    short: '{organisation}: Wir konnten Ihnen Ihren neuen Personalausweis (eID) nicht geben. Er liegt an einem sicheren Ort. Wählen Sie ein neues Datum auf der Seite für Ihren Termin oder rufen Sie an: {telephone}',
  },
  'card-waits-at-counter': {
    subject: 'Ihr neuer elektronischer Personalausweis (eID) liegt am Schalter',
    body: mail(
      'Ihr neuer elektronischer Personalausweis (eID) liegt an unserem Schalter bereit: {counter}.',
      'Holen Sie ihn vor dem {claimBefore} ab. Bringen Sie Ihren alten Ausweis mit.',
      'Können Sie nicht kommen? Rufen Sie an: {telephone}. Wir suchen zusammen eine Lösung.',
    ),
    short: '{organisation}: Ihr neuer Personalausweis (eID) liegt bereit. Holen Sie ihn vor dem {claimBefore} ab: {counter}. Bringen Sie den alten Ausweis mit. Können Sie nicht kommen? Rufen Sie an: {telephone}',
  },
  'unclaimed-soon': {
    subject: 'Sie haben Ihren neuen elektronischen Personalausweis (eID) noch nicht',
    body: mail(
      'Ihr neuer elektronischer Personalausweis (eID) ist fertig, aber Sie haben ihn noch nicht.',
      'Sie müssen den Ausweis vor dem {claimBefore} bekommen. Danach müssen wir ihn vernichten. Sie müssten dann einen neuen Ausweis beantragen.',
      'Rufen Sie für einen Termin an: {telephone}. Oder fragen Sie, ob Sie den Ausweis an unserem Schalter abholen können: {counter}.',
    ),
    short: '{organisation}: Ihr neuer Personalausweis (eID) ist fertig, aber Sie haben ihn noch nicht. Ab dem {claimBefore} müssen wir ihn vernichten. Rufen Sie bald für einen Termin an: {telephone}',
  },
  closed: {
    subject: 'Die Erneuerung Ihres elektronischen Personalausweises (eID) ist fertig',
    body: mail(
      'Die Erneuerung Ihres elektronischen Personalausweises (eID) ist fertig. Sie müssen nichts mehr tun.',
      'Bewahren Sie Ihre PIN gut auf. Sagen Sie sie niemandem.',
      'Haben Sie keinen neuen Ausweis bekommen? Rufen Sie sofort an: {telephone}.',
    ),
    short: '{organisation}: Die Erneuerung Ihres Personalausweises (eID) ist fertig. Sie müssen nichts mehr tun. Haben Sie keinen neuen Ausweis bekommen? Rufen Sie sofort an: {telephone}',
  },
  withdrawn: {
    subject: 'Ihre Anfrage für einen Hausbesuch ist beendet',
    body: mail(
      'Ihre Anfrage für einen Hausbesuch ist beendet. Wir kommen nicht zu Ihnen.',
      'Brauchen Sie noch einen neuen elektronischen Personalausweis (eID)? Kommen Sie an unseren Schalter: {counter}.',
      'Möchten Sie doch einen Besuch? Oder haben Sie das nicht selbst gewünscht? Rufen Sie an: {telephone}.',
    ),
    short: '{organisation}: Ihre Anfrage für einen Hausbesuch ist beendet. Wir kommen nicht. Brauchen Sie einen neuen Personalausweis (eID)? Kommen Sie an den Schalter. Nicht gewünscht oder doch ein Besuch? Rufen Sie an: {telephone}',
  },
  'referred-to-counter': {
    subject: 'Kommen Sie für Ihren Personalausweis (eID) an unseren Schalter',
    body: mail(
      'Wir können Ihren elektronischen Personalausweis (eID) nicht bei Ihnen zu Hause erneuern.',
      'Kommen Sie an unseren Schalter: {counter}. Bringen Sie Ihren jetzigen Ausweis mit.',
      'Können Sie wirklich nicht kommen? Rufen Sie an: {telephone}. Wir suchen zusammen eine Lösung.',
    ),
    short: '{organisation}: Wir können Ihren Personalausweis (eID) nicht bei Ihnen zu Hause erneuern. Kommen Sie an den Schalter: {counter}. Bringen Sie Ihren Ausweis mit. Nicht möglich? Rufen Sie an: {telephone}',
  },
  'complaint-received': {
    subject: 'Wir haben Ihre Beschwerde erhalten',
    body: mail(
      'Am {receivedOn} haben wir Ihre Beschwerde erhalten. Jemand von der Gemeinde sieht sie sich an.',
      'Sie bekommen unsere Antwort spätestens am {answerOn}. Ihr Dossier geht normal weiter.',
    ),
    short: '{organisation}: Wir haben Ihre Beschwerde am {receivedOn} erhalten. Sie bekommen unsere Antwort spätestens am {answerOn}. Ihr Dossier geht normal weiter. Fragen? Rufen Sie an: {telephone}',
  },
  'complaint-answered': {
    subject: 'Unsere Antwort auf Ihre Beschwerde',
    body: mail(
      'Am {receivedOn} haben wir Ihre Beschwerde erhalten. Das ist unsere Antwort:',
      '{answer}',
    ),
    short: '{organisation}: Wir haben eine Antwort auf Ihre Beschwerde vom {receivedOn}. Sie steht bei Ihrem Dossier auf unserer Website. Sie können auch anrufen. Wir lesen sie dann vor: {telephone}',
  },
};
