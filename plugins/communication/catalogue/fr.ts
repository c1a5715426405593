import { paragraphs, type Texts } from './texts.ts';

const mail = (...parts: readonly string[]): string => paragraphs(
  'Bonjour {firstName} {lastName},',
  ...parts,
  'Avez-vous des questions ? Appelez le {telephone}.',
  'Bien à vous,\n{organisation}',
);

const request = 'Allez sur cette page et choisissez une date :\n{link}';
const code = 'Votre code personnel est : {code}\nDonnez ce code seulement à une personne qui vous aide et en qui vous avez confiance.';
const byTelephone = "Le site est difficile pour vous ? Appelez le {telephone}. Nous fixons alors un rendez-vous avec vous. Une personne qui vous aide peut aussi le faire pour vous.";
const visits = "Nous venons deux fois. La première fois, un agent communal prend vos empreintes digitales. La deuxième fois, vous recevez votre nouvelle carte. Vous ne devez pas envoyer de documents.";
const realOfficial = "Comment reconnaître le vrai agent ? Il ou elle montre un badge avec photo. À la porte, il ou elle ne demande jamais d'argent, ni votre carte bancaire, ni votre code PIN. Vous avez un doute ? Ne laissez pas entrer la personne et appelez le {telephone}.";
const atTheDoor = "La personne qui sonne chez vous montre un badge avec photo. À la porte, nous ne demandons jamais d'argent, ni votre carte bancaire, ni votre code PIN. Vous avez un doute ? Ne laissez pas entrer la personne et appelez le {telephone}.";
const newMoment = 'Choisissez une nouvelle date sur la page de votre rendez-vous. Le lien et votre code sont dans notre premier message. Vous pouvez aussi appeler le {telephone}.';
const otherMoment = 'Ce moment ne vous convient pas ? Choisissez une autre date sur la page de votre rendez-vous ou appelez le {telephone}.';
const nothingToDo = 'Vous ne devez rien faire maintenant.';
const keepOldCard = 'Gardez encore votre ancienne carte.';

// The short texts avoid letters that an SMS cannot hold cheaply (ê, ç, ô…).
const invitationShort = "{organisation} : votre carte d'identité (eID) expire le {expiresOn}. Nous venons chez vous. Choisissez une date : {link} Code : {code}. Nous montrons un badge avec photo. Jamais d'argent, de carte bancaire ou de PIN. Doute ? {telephone}";

export const fr: Texts = {
  invitation: {
    subject: "Votre carte d'identité (eID) expire : nous pouvons venir chez vous",
    body: mail(
      "Votre carte d'identité (eID) expire le {expiresOn}. Vous avez alors besoin d'une nouvelle carte.",
      'Vous ne devez pas venir à la maison communale pour cela. Nous pouvons venir chez vous.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: invitationShort,
  },
  reminder: {
    subject: "Rappel : votre carte d'identité (eID) expire bientôt",
    body: mail(
      "Nous vous avons déjà écrit au sujet de votre carte d'identité (eID). Vous n'avez pas encore pris rendez-vous.",
      'Votre carte expire le {expiresOn}. Nous pouvons toujours venir chez vous pour une nouvelle carte.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: "{organisation} : rappel. Votre carte d'identité (eID) expire le {expiresOn}. Nous venons chez vous. Choisissez une date : {link} Code : {code}. Nous montrons un badge avec photo. Jamais d'argent, de carte bancaire ou de PIN. Doute ? {telephone}",
  },
  'invitation-letter': {
    subject: "Votre carte d'identité (eID) expire : nous pouvons venir chez vous",
    body: mail(
      "Votre carte d'identité (eID) expire le {expiresOn}. Vous avez alors besoin d'une nouvelle carte.",
      'Vous ne devez pas venir à la maison communale pour cela. Nous pouvons venir chez vous.',
      visits, '{fee}',
      'Vous souhaitez un rendez-vous ? Appelez le {telephone}. Une personne qui vous aide peut aussi le faire pour vous.',
      'Vous pouvez aussi prendre rendez-vous sur notre site. Scannez le code QR de cette lettre ou allez sur :\n{link}',
      code, realOfficial,
    ),
    short: invitationShort,
  },
  'counter-information': {
    subject: "Votre carte d'identité (eID) expire bientôt",
    body: mail(
      "Votre carte d'identité (eID) expire le {expiresOn}. Vous avez alors besoin d'une nouvelle carte.",
      'Venez pour cela à notre guichet : {counter}. Apportez votre carte actuelle.',
      'Vous ne pouvez pas venir au guichet ? Dans deux cas, nous venons chez vous.',
      '1. Vous vous déplacez difficilement, ou vous avez un handicap mental. Dites-le sur notre site. Vous ne devez pas donner de documents.',
      '2. Vous ne pouvez pas venir pendant les heures de bureau, par exemple parce que vous travaillez la nuit. Vous pouvez alors choisir un moment spécial. Vous payez ce moment à l\'avance. Vous voyez le prix avant de choisir.',
      'Demandez-le sur cette page :\n{link}', code, byTelephone, realOfficial,
    ),
    short: "{organisation} : votre carte d'identité (eID) expire le {expiresOn}. Venez au guichet. Vous vous déplacez difficilement ou ne pouvez venir aux heures de bureau (payant) ? Demandez une visite : {link} Code : {code}. Infos : {telephone}",
  },
  'fresh-code': {
    subject: 'Votre nouveau code personnel',
    body: mail(
      "Sur notre site, quelqu'un a demandé un nouveau code pour votre dossier. Nous espérons que c'était vous.",
      'Ouvrez votre dossier sur cette page :\n{link}', code, "L'ancien code n'est plus valable.",
      "Vous n'avez pas demandé de code ? Vous ne devez rien faire : vous seul recevez ce message. Si cela se répète, appelez le {telephone}.",
    ),
    short: "{organisation} : votre nouveau code est {code}. Ouvrez votre dossier : {link} L'ancien code ne vaut plus. Pas de code demandé ? Vous ne devez rien faire. Questions ? {telephone}",
  },
  'visit-confirmed': {
    subject: 'Votre rendez-vous à domicile est confirmé',
    body: mail(
      'Votre rendez-vous est fixé. Nous venons chez vous le :\n{when}',
      "Un agent communal vérifie votre carte d'identité (eID) actuelle et prend vos empreintes digitales. Préparez votre carte.",
      otherMoment, atTheDoor,
    ),
    short: "{organisation} : nous venons chez vous le {when}. Préparez votre carte d'identité (eID). Nous montrons un badge avec photo. Jamais d'argent, de carte bancaire ni de code PIN. Changer la date ou un doute ? Appelez le {telephone}",
  },
  'visit-moved': {
    subject: 'Votre rendez-vous à domicile est déplacé',
    body: mail(
      'Votre rendez-vous est déplacé. Nous venons maintenant chez vous le :\n{when}',
      "L'ancienne date n'est plus valable. Préparez votre carte d'identité (eID).",
      otherMoment, atTheDoor,
    ),
    short: "{organisation} : votre rendez-vous est déplacé. Nous venons le {when}. L'ancienne date n'est plus valable. Nous montrons un badge avec photo. Jamais d'argent, de carte bancaire ni de code PIN. Pas possible ? Appelez le {telephone}",
  },
  'visit-cancelled': {
    subject: 'Votre rendez-vous à domicile est annulé',
    body: mail(
      'Ce rendez-vous est annulé :\n{when}',
      "Nous ne venons pas chez vous ce jour-là. Ne laissez alors entrer personne qui dit venir pour votre carte d'identité (eID).",
      newMoment,
    ),
    short: '{organisation} : votre rendez-vous du {when} est annulé. Nous ne venons pas. Choisissez une nouvelle date sur la page de votre rendez-vous ou appelez le {telephone}',
  },
  'visit-missed': {
    subject: "Nous étions à votre porte, mais la visite n'a pas eu lieu",
    body: mail(
      "Nous sommes venus pour votre carte d'identité (eID). La visite n'a pas pu avoir lieu. Peut-être n'étiez-vous pas à la maison, ou n'avez-vous pas entendu la sonnette.",
      newMoment,
    ),
    short: "{organisation} : nous sommes venus pour votre carte d'identité (eID), mais la visite n'a pas eu lieu. Choisissez une nouvelle date sur la page de votre rendez-vous ou appelez le {telephone}",
  },
  'moment-lost': {
    subject: "Le moment que vous avez choisi n'est plus libre",
    body: mail(
      "Vous avez choisi un moment pour une visite chez vous. Ce moment n'est plus libre. Vous n'avez pas de rendez-vous maintenant.",
      newMoment,
    ),
    short: "{organisation} : le moment que vous avez choisi n'est plus libre. Vous n'avez pas de rendez-vous. Choisissez une nouvelle date sur la page de votre rendez-vous ou appelez le {telephone}",
  },
  'payment-requested': {
    subject: 'Payez votre visite à domicile par virement',
    body: mail(
      "Vous avez demandé une visite chez vous. Cette visite se paie à l'avance. Vous avez choisi un virement.",
      'Montant : {amount}\nCompte (IBAN) : {iban}\nBénéficiaire : {beneficiary}\nCommunication : {communication}',
      'Recopiez exactement la communication. Nous savons ainsi que vous avez payé.',
      'Nous devons avoir votre argent au plus tard le {deadline}. Sinon, votre rendez-vous est annulé.',
      "Vous ne payez jamais à la porte. Vous n'êtes pas sûr que ce message est vrai ? Ne payez pas et appelez d'abord le {telephone}.",
    ),
    short: '{organisation} : virez {amount} pour votre visite à domicile, au plus tard le {deadline}. IBAN {iban}, au nom de {beneficiary}. Communication {communication}. Ne payez jamais à la porte. Un doute ? Appelez le {telephone}',
  },
  'payment-expired': {
    subject: "Votre paiement n'est pas arrivé à temps",
    body: mail(
      "Votre paiement pour la visite à domicile n'est pas arrivé à temps. Votre rendez-vous est annulé.",
      'Vous avez quand même payé ? Appelez le {telephone}. Nous cherchons ce qui se passe.',
      'Vous souhaitez encore une visite ? Choisissez une nouvelle date sur la page de votre rendez-vous. Vous pouvez y payer en ligne, par exemple avec Bancontact. Le lien et votre code sont dans notre premier message.',
    ),
    short: "{organisation} : votre paiement n'est pas arrivé à temps. Votre rendez-vous est annulé. Choisissez une nouvelle date sur la page de votre rendez-vous. Vous avez payé ? Appelez le {telephone}",
  },
  refund: {
    subject: 'Nous vous remboursons',
    body: mail(
      "Nous vous remboursons {amount} pour la visite à domicile. L'argent revient par le moyen que vous avez utilisé pour payer. Cela peut prendre quelques jours.",
      nothingToDo,
      'Pour cela, nous ne demandons jamais votre carte bancaire ni votre code PIN.',
    ),
    short: '{organisation} : nous vous remboursons {amount} pour la visite à domicile. Vous ne devez rien faire. Nous ne demandons jamais votre carte bancaire ni votre code PIN. Questions ? Appelez le {telephone}',
  },
  'delivery-planned': {
    subject: "Nous apportons votre nouvelle carte d'identité (eID)",
    body: mail(
      "Nous apportons votre nouvelle carte d'identité (eID) chez vous le :\n{when}",
      'Un agent communal ou un collaborateur certifié de bpost apporte la carte. Préparez votre ancienne carte. Vous la rendez à ce moment.',
      'Vous choisissez vous-même un nouveau code PIN. Vous le tapez vous-même. Ne dites votre code PIN à personne.',
      otherMoment, atTheDoor,
    ),
    short: "{organisation} : nous ou bpost apportons votre nouvelle carte d'identité (eID) le {when}. Préparez l'ancienne. Nous montrons un badge avec photo. Ne donnez pas d'argent et ne dites pas votre code PIN. Pas possible ? Appelez le {telephone}",
  },
  'card-late': {
    subject: "Votre nouvelle carte d'identité (eID) est en retard",
    body: mail(
      "Votre nouvelle carte d'identité (eID) n'est pas encore prête. Nous ne pouvons pas l'apporter à la date prévue.",
      `${nothingToDo} Nous vous donnerons la nouvelle date. ${keepOldCard}`,
    ),
    short: "{organisation} : votre nouvelle carte d'identité (eID) est en retard. La date change. Vous ne devez rien faire : nous vous donnerons la nouvelle date. Gardez votre ancienne carte. Questions ? Appelez le {telephone}",
  },
  'card-lost': {
    subject: "Votre nouvelle carte d'identité (eID) est perdue",
    body: mail(
      "Votre nouvelle carte d'identité (eID) a été perdue avant que nous puissions vous la donner. Ce n'est pas votre faute. Nous vous présentons nos excuses.",
      "La carte n'était pas encore activée.",
      `${nothingToDo} Nous vous contacterons pour une autre carte. ${keepOldCard}`,
    ),
    short: "{organisation} : votre nouvelle carte d'identité (eID) est perdue. Elle n'était pas encore activée. Toutes nos excuses. Vous ne devez rien faire : nous vous contacterons. Gardez votre ancienne carte. Questions ? Appelez le {telephone}",
  },
  'delivery-failed': {
    subject: "Nous n'avons pas pu vous donner votre nouvelle carte d'identité (eID)",
    body: mail(
      "Nous sommes venus avec votre nouvelle carte d'identité (eID), mais nous n'avons pas pu vous la donner. La carte est en lieu sûr.",
      newMoment, keepOldCard,
    ),
    short: "{organisation} : nous n'avons pas pu vous donner votre nouvelle carte d'identité (eID). Nous la gardons pour vous. Choisissez une nouvelle date sur la page de votre rendez-vous ou appelez le {telephone}",
  },
  'card-waits-at-counter': {
    subject: "Votre nouvelle carte d'identité (eID) est au guichet",
    body: mail(
      "Votre nouvelle carte d'identité (eID) vous attend à notre guichet : {counter}.",
      'Venez la chercher avant le {claimBefore}. Apportez votre ancienne carte.',
      'Vous ne pouvez pas venir ? Appelez le {telephone}. Nous cherchons une solution ensemble.',
    ),
    short: "{organisation} : votre nouvelle carte d'identité (eID) vous attend. Venez la chercher avant le {claimBefore} : {counter}. Apportez l'ancienne carte. Pas possible ? Appelez le {telephone}",
  },
  'unclaimed-soon': {
    subject: "Vous n'avez pas encore votre nouvelle carte d'identité (eID)",
    body: mail(
      "Votre nouvelle carte d'identité (eID) est prête, mais vous ne l'avez pas encore.",
      'Vous devez recevoir la carte avant le {claimBefore}. Ensuite, nous devons la détruire. Vous devriez alors demander une nouvelle carte.',
      'Appelez le {telephone} pour un rendez-vous. Ou demandez si vous pouvez venir chercher la carte à notre guichet : {counter}.',
    ),
    short: "{organisation} : vous n'avez pas encore votre nouvelle carte d'identité (eID). Dès le {claimBefore}, nous devons la détruire. Appelez vite pour un rendez-vous : {telephone}",
  },
  closed: {
    subject: "Le renouvellement de votre carte d'identité (eID) est terminé",
    body: mail(
      "Le renouvellement de votre carte d'identité (eID) est terminé. Vous ne devez plus rien faire.",
      'Gardez bien votre code PIN. Ne le dites à personne.',
      "Vous n'avez pas reçu de nouvelle carte ? Appelez-nous tout de suite : {telephone}.",
    ),
    short: "{organisation} : le renouvellement de votre carte d'identité (eID) est terminé. Vous ne devez plus rien faire. Vous n'avez pas de nouvelle carte ? Appelez tout de suite le {telephone}",
  },
  withdrawn: {
    subject: 'Votre demande de visite à domicile est arrêtée',
    body: mail(
      'Votre demande de visite à domicile est arrêtée. Nous ne venons pas chez vous.',
      "Vous avez encore besoin d'une nouvelle carte d'identité (eID) ? Venez à notre guichet : {counter}.",
      "Vous souhaitez quand même une visite ? Ou vous n'avez pas demandé cela vous-même ? Appelez le {telephone}.",
    ),
    short: "{organisation} : votre demande de visite à domicile est annulée. Nous ne venons pas. Besoin d'une nouvelle carte d'identité (eID) ? Venez au guichet. Vous n'avez pas demandé cela ou voulez une visite ? Appelez le {telephone}",
  },
  'referred-to-counter': {
    subject: "Venez à notre guichet pour votre carte d'identité (eID)",
    body: mail(
      "Nous ne pouvons pas renouveler votre carte d'identité (eID) chez vous.",
      'Venez à notre guichet : {counter}. Apportez votre carte actuelle.',
      'Vous ne pouvez vraiment pas venir ? Appelez le {telephone}. Nous cherchons une solution ensemble.',
    ),
    short: "{organisation} : nous ne pouvons pas renouveler votre carte d'identité (eID) chez vous. Venez au guichet : {counter}. Apportez votre carte. Pas possible ? Appelez le {telephone}",
  },
  'complaint-received': {
    subject: 'Nous avons reçu votre plainte',
    body: mail(
      "Nous avons reçu votre plainte le {receivedOn}. Quelqu'un de la commune l'examine.",
      'Vous recevrez notre réponse au plus tard le {answerOn}. Votre dossier continue normalement.',
    ),
    short: '{organisation} : votre plainte nous est arrivée le {receivedOn}. Vous recevrez notre réponse au plus tard le {answerOn}. Votre dossier continue normalement. Questions ? Appelez le {telephone}',
  },
  'complaint-answered': {
    subject: 'Notre réponse à votre plainte',
    body: mail(
      'Nous avons reçu votre plainte le {receivedOn}. Voici notre réponse :',
      '{answer}',
    ),
    short: '{organisation} : nous avons une réponse à votre plainte du {receivedOn}. Elle se trouve dans votre dossier sur notre site. Vous pouvez aussi appeler. Nous vous la lisons alors : {telephone}',
  },
};
