import { paragraphs, type Texts } from './texts.ts';

const mail = (...parts: readonly string[]): string => paragraphs(
  'Beste {firstName} {lastName}',
  ...parts,
  'Hebt u vragen? Bel {telephone}.',
  'Met vriendelijke groeten\n{organisation}',
);

const request = 'Ga naar deze pagina en kies een datum:\n{link}';
const code = 'Uw persoonlijke code is: {code}\nGeef deze code alleen aan iemand die u helpt en die u vertrouwt.';
const byTelephone = 'Lukt het niet op de website? Bel {telephone}. Wij maken dan samen met u een afspraak. Iemand die u helpt, mag dit ook voor u doen.';
const visits = 'Wij komen twee keer. De eerste keer neemt een ambtenaar uw vingerafdrukken. De tweede keer krijgt u uw nieuwe kaart. U hoeft geen documenten op te sturen.';
const realOfficial = 'Zo herkent u de echte ambtenaar: hij of zij toont een badge met foto. Hij of zij vraagt aan de deur nooit geld, uw bankkaart of uw pincode. Twijfelt u? Laat de persoon niet binnen en bel {telephone}.';
const atTheDoor = 'Wie bij u aanbelt, toont een badge met foto. Wij vragen aan de deur nooit geld, uw bankkaart of uw pincode. Twijfelt u? Laat de persoon niet binnen en bel {telephone}.';
const newMoment = 'Kies een nieuwe datum op de pagina voor uw afspraak. De link en uw code staan in ons eerste bericht. U kunt ook bellen: {telephone}.';
const otherMoment = 'Past dit moment niet? Kies een andere datum op de pagina voor uw afspraak of bel {telephone}.';
const nothingToDo = 'U hoeft nu niets te doen.';
const keepOldCard = 'Houd uw oude kaart nog bij u.';

const invitationShort = '{organisation}: uw identiteitskaart (eID) vervalt op {expiresOn}. Wij kunnen bij u thuis komen. Kies een datum: {link} Code: {code}. Wij tonen een badge met foto en vragen nooit geld, bankkaart of pincode. Twijfel? Bel {telephone}';

export const nl: Texts = {
  invitation: {
    subject: 'Uw identiteitskaart (eID) vervalt: wij kunnen bij u thuis komen',
    body: mail(
      'Uw identiteitskaart (eID) vervalt op {expiresOn}. U hebt dan een nieuwe kaart nodig.',
      'U hoeft daarvoor niet naar het gemeentehuis te komen. Wij kunnen bij u thuis komen.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: invitationShort,
  },
  reminder: {
    subject: 'Herinnering: uw identiteitskaart (eID) vervalt binnenkort',
    body: mail(
      'Wij schreven u al over uw identiteitskaart (eID). U hebt nog geen afspraak gemaakt.',
      'Uw kaart vervalt op {expiresOn}. Wij kunnen nog altijd bij u thuis komen voor een nieuwe kaart.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: '{organisation}: herinnering. Uw identiteitskaart (eID) vervalt op {expiresOn}. Wij komen bij u thuis. Kies een datum: {link} Code: {code}. Wij tonen een badge met foto en vragen nooit geld, bankkaart of pincode. Twijfel? Bel {telephone}',
  },
  'invitation-letter': {
    subject: 'Uw identiteitskaart (eID) vervalt: wij kunnen bij u thuis komen',
    body: mail(
      'Uw identiteitskaart (eID) vervalt op {expiresOn}. U hebt dan een nieuwe kaart nodig.',
      'U hoeft daarvoor niet naar het gemeentehuis te komen. Wij kunnen bij u thuis komen.',
      visits, '{fee}',
      'Wilt u een afspraak? Bel {telephone}. Iemand die u helpt, mag dit ook voor u doen.',
      'U kunt de afspraak ook zelf maken op onze website. Scan de QR-code in deze brief of ga naar:\n{link}',
      code, realOfficial,
    ),
    short: invitationShort,
  },
  'counter-information': {
    subject: 'Uw identiteitskaart (eID) vervalt binnenkort',
    body: mail(
      'Uw identiteitskaart (eID) vervalt op {expiresOn}. U hebt dan een nieuwe kaart nodig.',
      'Kom daarvoor naar ons loket: {counter}. Breng uw huidige kaart mee.',
      'Kunt u niet naar het loket komen? In twee gevallen komen wij bij u thuis.',
      '1. U kunt zich moeilijk verplaatsen, of u hebt een verstandelijke beperking. Meld dit op onze website. U hoeft geen documenten te geven.',
      '2. U kunt niet komen tijdens de kantooruren, bijvoorbeeld omdat u \'s nachts werkt. Dan kunt u een speciaal moment kiezen. Daarvoor betaalt u vooraf. U ziet de prijs voordat u kiest.',
      'Vraag het aan op deze pagina:\n{link}', code, byTelephone, realOfficial,
    ),
    short: '{organisation}: uw identiteitskaart (eID) vervalt op {expiresOn}. Kom naar ons loket. Kunt u zich moeilijk verplaatsen of niet komen in de kantooruren (tegen betaling)? Vraag een bezoek thuis: {link} Code: {code}. Vragen? Bel {telephone}',
  },
  'fresh-code': {
    subject: 'Uw nieuwe persoonlijke code',
    body: mail(
      'Op onze website vroeg iemand een nieuwe code voor uw dossier. Wij hopen dat u het was.',
      'Open uw dossier op deze pagina:\n{link}', code, 'De vorige code geldt niet meer.',
      'Vroeg u geen code? Dan hoeft u niets te doen: alleen u krijgt dit bericht. Gebeurt het vaker, bel dan {telephone}.',
    ),
    short: '{organisation}: uw nieuwe code is {code}. Open uw dossier: {link} De vorige code geldt niet meer. Vroeg u geen code? Dan hoeft u niets te doen. Vragen? Bel {telephone}',
  },
  'visit-confirmed': {
    subject: 'Uw afspraak bij u thuis is bevestigd',
    body: mail(
      'Uw afspraak staat vast. Wij komen bij u thuis op:\n{when}',
      'Een ambtenaar bekijkt uw huidige identiteitskaart (eID) en neemt uw vingerafdrukken. Leg uw kaart klaar.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: wij komen bij u thuis op {when}. Leg uw identiteitskaart (eID) klaar. Wij tonen een badge met foto en vragen nooit geld, bankkaart of pincode. Verplaatsen of twijfel? Bel {telephone}',
  },
  'visit-moved': {
    subject: 'Uw afspraak bij u thuis is verplaatst',
    body: mail(
      'Uw afspraak is verplaatst. Wij komen nu bij u thuis op:\n{when}',
      'De vorige datum geldt niet meer. Leg uw identiteitskaart (eID) klaar.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: uw afspraak is verplaatst. Wij komen nu op {when}. De vorige datum geldt niet meer. Wij tonen een badge met foto en vragen nooit geld, bankkaart of pincode. Past het niet? Bel {telephone}',
  },
  'visit-cancelled': {
    subject: 'Uw afspraak bij u thuis gaat niet door',
    body: mail(
      'Deze afspraak gaat niet door:\n{when}',
      'Wij komen dan niet bij u langs. Laat op dat moment niemand binnen die zegt dat hij of zij voor uw identiteitskaart (eID) komt.',
      newMoment,
    ),
    short: '{organisation}: uw afspraak van {when} gaat niet door. Wij komen dan niet. Kies een nieuwe datum op de pagina voor uw afspraak of bel {telephone}',
  },
  'visit-missed': {
    subject: 'Wij waren aan uw deur, maar het bezoek lukte niet',
    body: mail(
      'Wij kwamen voor uw identiteitskaart (eID). Het bezoek kon niet doorgaan. Misschien was u niet thuis of hoorde u de bel niet.',
      newMoment,
    ),
    short: '{organisation}: wij kwamen voor uw identiteitskaart (eID), maar het bezoek lukte niet. Kies een nieuwe datum op de pagina voor uw afspraak of bel {telephone}',
  },
  'moment-lost': {
    subject: 'Het moment dat u koos, is niet meer vrij',
    body: mail(
      'U koos een moment voor een bezoek bij u thuis. Dat moment is niet meer vrij. U hebt nu geen afspraak.',
      newMoment,
    ),
    short: '{organisation}: het moment dat u koos, is niet meer vrij. U hebt nu geen afspraak. Kies een nieuwe datum op de pagina voor uw afspraak of bel {telephone}',
  },
  'payment-requested': {
    subject: 'Betaal uw bezoek thuis met een overschrijving',
    body: mail(
      'U vroeg een bezoek bij u thuis. Daarvoor betaalt u vooraf. U koos een overschrijving.',
      'Bedrag: {amount}\nRekening (IBAN): {iban}\nBegunstigde: {beneficiary}\nMededeling: {communication}',
      'Neem de mededeling precies over. Zo weten wij dat u betaald hebt.',
      'Uw geld moet bij ons zijn op {deadline}. Anders vervalt uw afspraak.',
      'U betaalt nooit aan de deur. Twijfelt u of dit bericht echt is? Betaal niet en bel eerst {telephone}.',
    ),
    short: '{organisation}: schrijf {amount} over voor uw bezoek thuis, ten laatste op {deadline}. IBAN {iban}, op naam van {beneficiary}. Mededeling {communication}. Betaal nooit aan de deur. Twijfel? Bel {telephone}',
  },
  'payment-expired': {
    subject: 'Wij kregen uw betaling niet op tijd',
    body: mail(
      'Wij kregen uw betaling voor het bezoek thuis niet op tijd. Uw afspraak is vervallen.',
      'Hebt u wel betaald? Bel {telephone}. Wij zoeken het voor u uit.',
      'Wilt u nog een bezoek? Kies een nieuwe datum op de pagina voor uw afspraak. U kunt daar online betalen, bijvoorbeeld met Bancontact. De link en uw code staan in ons eerste bericht.',
    ),
    short: '{organisation}: wij kregen uw betaling niet op tijd. Uw afspraak is vervallen. Kies een nieuwe datum op de pagina voor uw afspraak. Hebt u wel betaald? Bel {telephone}',
  },
  refund: {
    subject: 'U krijgt uw geld terug',
    body: mail(
      'U krijgt {amount} terug voor het bezoek thuis. Het geld komt op de manier terug waarop u betaald hebt. Dat kan enkele dagen duren.',
      nothingToDo,
      'Wij vragen u hiervoor nooit uw bankkaart of uw pincode.',
    ),
    short: '{organisation}: u krijgt {amount} terug voor het bezoek thuis. U hoeft niets te doen. Wij vragen hiervoor nooit uw bankkaart of pincode. Vragen? Bel {telephone}',
  },
  'delivery-planned': {
    subject: 'Wij brengen uw nieuwe identiteitskaart (eID)',
    body: mail(
      'Wij brengen uw nieuwe identiteitskaart (eID) bij u thuis op:\n{when}',
      'Een ambtenaar of een erkende medewerker van bpost brengt de kaart. Leg uw oude kaart klaar. Die geeft u dan af.',
      'U kiest zelf een nieuwe pincode. U tikt die zelf in. Zeg uw pincode aan niemand.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: wij of bpost brengen uw nieuwe identiteitskaart (eID) op {when}. Leg uw oude kaart klaar. Wij tonen een badge met foto. Geef nooit geld en zeg nooit uw pincode. Past het niet? Bel {telephone}',
  },
  'card-late': {
    subject: 'Uw nieuwe identiteitskaart (eID) komt later',
    body: mail(
      'Uw nieuwe identiteitskaart (eID) is nog niet klaar. Wij kunnen ze niet brengen op de datum die wij afspraken.',
      `${nothingToDo} Wij laten u de nieuwe datum weten. ${keepOldCard}`,
    ),
    short: '{organisation}: uw nieuwe identiteitskaart (eID) komt later. De datum verandert. U hoeft niets te doen: wij laten u de nieuwe datum weten. Houd uw oude kaart bij u. Vragen? Bel {telephone}',
  },
  'card-lost': {
    subject: 'Uw nieuwe identiteitskaart (eID) is verloren geraakt',
    body: mail(
      'Uw nieuwe identiteitskaart (eID) is verloren geraakt voordat wij ze konden geven. Dat is niet uw fout. Onze excuses hiervoor.',
      'De kaart was nog niet geactiveerd.',
      `${nothingToDo} Wij nemen contact met u op over een andere kaart. ${keepOldCard}`,
    ),
    short: '{organisation}: uw nieuwe identiteitskaart (eID) is verloren geraakt. Ze was nog niet geactiveerd. Onze excuses. U hoeft niets te doen: wij nemen contact met u op. Houd uw oude kaart bij u. Vragen? Bel {telephone}',
  },
  'delivery-failed': {
    subject: 'Wij konden uw nieuwe identiteitskaart (eID) niet geven',
    body: mail(
      'Wij kwamen met uw nieuwe identiteitskaart (eID), maar wij konden ze niet geven. De kaart ligt veilig.',
      newMoment, keepOldCard,
    ),
    short: '{organisation}: wij konden uw nieuwe identiteitskaart (eID) niet geven. De kaart ligt veilig. Kies een nieuwe datum op de pagina voor uw afspraak of bel {telephone}',
  },
  'card-waits-at-counter': {
    subject: 'Uw nieuwe identiteitskaart (eID) ligt aan het loket',
    body: mail(
      'Uw nieuwe identiteitskaart (eID) ligt klaar aan ons loket: {counter}.',
      'Haal ze af voor {claimBefore}. Breng uw oude kaart mee.',
      'Kunt u niet komen? Bel {telephone}. Wij zoeken samen een oplossing.',
    ),
    short: '{organisation}: uw nieuwe identiteitskaart (eID) ligt klaar. Haal ze af voor {claimBefore}: {counter}. Breng uw oude kaart mee. Kunt u niet komen? Bel {telephone}',
  },
  'unclaimed-soon': {
    subject: 'U hebt uw nieuwe identiteitskaart (eID) nog niet',
    body: mail(
      'Uw nieuwe identiteitskaart (eID) is klaar, maar u hebt ze nog niet.',
      'U moet de kaart krijgen voor {claimBefore}. Daarna moeten wij ze vernietigen. U moet dan een nieuwe kaart aanvragen.',
      'Bel {telephone} voor een afspraak. Of vraag of u de kaart aan ons loket kunt afhalen: {counter}.',
    ),
    short: '{organisation}: uw nieuwe identiteitskaart (eID) is klaar, maar u hebt ze nog niet. Vanaf {claimBefore} moeten wij ze vernietigen. Bel snel voor een afspraak: {telephone}',
  },
  closed: {
    subject: 'De vernieuwing van uw identiteitskaart (eID) is afgerond',
    body: mail(
      'De vernieuwing van uw identiteitskaart (eID) is afgerond. U hoeft niets meer te doen.',
      'Bewaar uw pincode goed. Zeg ze aan niemand.',
      'Hebt u geen nieuwe kaart gekregen? Bel ons meteen: {telephone}.',
    ),
    short: '{organisation}: de vernieuwing van uw identiteitskaart (eID) is afgerond. U hoeft niets meer te doen. Hebt u geen nieuwe kaart gekregen? Bel meteen {telephone}',
  },
  withdrawn: {
    subject: 'Uw aanvraag voor een bezoek thuis is gestopt',
    body: mail(
      'Uw aanvraag voor een bezoek thuis is gestopt. Wij komen niet bij u langs.',
      'Hebt u nog een nieuwe identiteitskaart (eID) nodig? Kom naar ons loket: {counter}.',
      'Wilt u toch een bezoek thuis? Of hebt u dit niet zelf gevraagd? Bel {telephone}.',
    ),
    short: '{organisation}: uw aanvraag voor een bezoek thuis is gestopt. Wij komen niet langs. Nieuwe identiteitskaart (eID) nodig? Kom naar ons loket. Niet zelf gevraagd of toch een bezoek? Bel {telephone}',
  },
  'referred-to-counter': {
    subject: 'Kom naar ons loket voor uw identiteitskaart (eID)',
    body: mail(
      'Wij kunnen uw identiteitskaart (eID) niet bij u thuis vernieuwen.',
      'Kom naar ons loket: {counter}. Breng uw huidige kaart mee.',
      'Kunt u echt niet komen? Bel {telephone}. Wij zoeken samen een oplossing.',
    ),
    short: '{organisation}: wij kunnen uw identiteitskaart (eID) niet bij u thuis vernieuwen. Kom naar ons loket: {counter}. Breng uw kaart mee. Kunt u niet komen? Bel {telephone}',
  },
  'complaint-received': {
    subject: 'Wij hebben uw klacht ontvangen',
    body: mail(
      'Op {receivedOn} kregen wij uw klacht. Iemand van de gemeente kijkt ernaar.',
      'U krijgt ons antwoord ten laatste op {answerOn}. Uw dossier gaat gewoon verder.',
    ),
    short: '{organisation}: wij kregen uw klacht op {receivedOn}. U krijgt ons antwoord ten laatste op {answerOn}. Uw dossier gaat gewoon verder. Vragen? Bel {telephone}',
  },
  'complaint-answered': {
    subject: 'Ons antwoord op uw klacht',
    body: mail(
      'Op {receivedOn} kregen wij uw klacht. Dit is ons antwoord:',
      '{answer}',
    ),
    short: '{organisation}: wij hebben een antwoord op uw klacht van {receivedOn}. Het staat bij uw dossier op onze website. U kunt ons ook bellen. Wij lezen het dan voor: {telephone}',
  },
};
