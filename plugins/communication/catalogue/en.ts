import { paragraphs, type Texts } from './texts.ts';

const mail = (...parts: readonly string[]): string => paragraphs(
  'Dear {firstName} {lastName}',
  ...parts,
  'Do you have questions? Ring {telephone}.',
  'Kind regards\n{organisation}',
);

const request = 'Go to this page and choose a date:\n{link}';
const code = 'Your personal code is: {code}\nGive this code only to someone who helps you and whom you trust.';
const byTelephone = 'Is the website difficult for you? Ring {telephone}. We will make an appointment together with you. Someone who helps you may also do this for you.';
const visits = 'We come twice. The first time, an official takes your fingerprints. The second time, you receive your new card. You do not have to send any documents.';
const realOfficial = 'How to recognise the real official: he or she shows a badge with a photo. He or she never asks for money, your bank card or your PIN at the door. Are you in doubt? Do not let the person in and ring {telephone}.';
const atTheDoor = 'The person at your door shows a badge with a photo. We never ask for money, your bank card or your PIN at the door. Are you in doubt? Do not let the person in and ring {telephone}.';
const newMoment = 'Choose a new date on the page for your appointment. The link and your code are in our first message. You can also ring {telephone}.';
const otherMoment = 'Does this moment not suit you? Choose another date on the page for your appointment, or ring {telephone}.';
const nothingToDo = 'You do not have to do anything now.';
const keepOldCard = 'Please keep your old card for now.';

const invitationShort = '{organisation}: your identity card (eID) expires on {expiresOn}. We can come to your home. Choose a date: {link} Code: {code}. We show a photo badge and never ask for money, bank card or PIN. In doubt? Ring {telephone}';

export const en: Texts = {
  invitation: {
    subject: 'Your identity card (eID) expires: we can come to your home',
    body: mail(
      'Your identity card (eID) expires on {expiresOn}. You will then need a new card.',
      'You do not have to come to the town hall for this. We can come to your home.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: invitationShort,
  },
  reminder: {
    subject: 'Reminder: your identity card (eID) expires soon',
    body: mail(
      'We wrote to you before about your identity card (eID). You have not made an appointment yet.',
      'Your card expires on {expiresOn}. We can still come to your home for a new card.',
      visits, '{fee}', request, code, byTelephone, realOfficial,
    ),
    short: '{organisation}: reminder. Your identity card (eID) expires on {expiresOn}. We can come to your home. Choose a date: {link} Code: {code}. We show a photo badge and never ask for money, bank card or PIN. In doubt? Ring {telephone}',
  },
  'invitation-letter': {
    subject: 'Your identity card (eID) expires: we can come to your home',
    body: mail(
      'Your identity card (eID) expires on {expiresOn}. You will then need a new card.',
      'You do not have to come to the town hall for this. We can come to your home.',
      visits, '{fee}',
      'Would you like an appointment? Ring {telephone}. Someone who helps you may also do this for you.',
      'You can also make the appointment yourself on our website. Scan the QR code in this letter or go to:\n{link}',
      code, realOfficial,
    ),
    short: invitationShort,
  },
  'counter-information': {
    subject: 'Your identity card (eID) expires soon',
    body: mail(
      'Your identity card (eID) expires on {expiresOn}. You will then need a new card.',
      'Please come to our counter: {counter}. Bring your current card with you.',
      'Can you not come to the counter? In two cases we come to your home.',
      '1. It is hard for you to move around, or you have a mental impairment. Tell us on our website. You do not have to give any documents.',
      '2. You cannot come during office hours, for example because you work at night. Then you can choose a special moment. You pay for this in advance. You see the price before you choose.',
      'Ask for it on this page:\n{link}', code, byTelephone, realOfficial,
    ),
    short: '{organisation}: your identity card (eID) expires on {expiresOn}. Come to our counter. Is it hard for you to move, or can you not come in office hours (paid)? Ask for a home visit: {link} Code: {code}. Questions? Ring {telephone}',
  },
  'fresh-code': {
    subject: 'Your new personal code',
    body: mail(
      'On our website, someone asked for a new code for your file. We hope that it was you.',
      'Open your file on this page:\n{link}', code, 'The code before it is not valid any more.',
      'Did you not ask for a code? Then you do not have to do anything: only you receive this message. If it happens again, ring {telephone}.',
    ),
    short: '{organisation}: your new code is {code}. Open your file: {link} The code before is not valid any more. Did you not ask for it? Then you need do nothing. Questions? Ring {telephone}',
  },
  'visit-confirmed': {
    subject: 'Your appointment at home is confirmed',
    body: mail(
      'Your appointment is confirmed. We will come to your home on:\n{when}',
      'An official checks your current identity card (eID) and takes your fingerprints. Please have your card ready.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: we come to your home on {when}. Have your identity card (eID) ready. We show a photo badge and never ask for money, bank card or PIN. To change the date or in doubt? Ring {telephone}',
  },
  'visit-moved': {
    subject: 'Your appointment at home has been moved',
    body: mail(
      'Your appointment has been moved. We will now come to your home on:\n{when}',
      'The earlier date no longer counts. Please have your identity card (eID) ready.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: your appointment has been moved. We now come on {when}. The earlier date no longer counts. We show a photo badge and never ask for money, bank card or PIN. Does it not suit you? Ring {telephone}',
  },
  'visit-cancelled': {
    subject: 'Your appointment at home is cancelled',
    body: mail(
      'This appointment is cancelled:\n{when}',
      'We will not come to you then. At that time, do not let anyone in who says that he or she comes for your identity card (eID).',
      newMoment,
    ),
    short: '{organisation}: your appointment of {when} is cancelled. We will not come then. Choose a new date on the page for your appointment or ring {telephone}',
  },
  'visit-missed': {
    subject: 'We were at your door, but the visit did not work out',
    body: mail(
      'We came for your identity card (eID). The visit could not take place. Perhaps you were not at home or did not hear the bell.',
      newMoment,
    ),
    short: '{organisation}: we came for your identity card (eID), but the visit did not work out. Choose a new date on the page for your appointment or ring {telephone}',
  },
  'moment-lost': {
    subject: 'The moment that you chose is no longer free',
    body: mail(
      'You chose a moment for a visit at your home. That moment is no longer free. You have no appointment now.',
      newMoment,
    ),
    short: '{organisation}: the moment that you chose is no longer free. You have no appointment now. Choose a new date on the page for your appointment or ring {telephone}',
  },
  'payment-requested': {
    subject: 'Please pay for your home visit by bank transfer',
    body: mail(
      'You asked for a visit at your home. You pay for this in advance. You chose a bank transfer.',
      'Amount: {amount}\nAccount (IBAN): {iban}\nName of the account holder: {beneficiary}\nCommunication: {communication}',
      'Copy the communication exactly. That is how we know that you have paid.',
      'Your money must reach us by {deadline}. Otherwise your appointment lapses.',
      'You never pay at the door. Do you doubt that this message is real? Do not pay and ring {telephone} first.',
    ),
    short: '{organisation}: please transfer {amount} for your home visit by {deadline} at the latest. IBAN {iban}, to {beneficiary}. Communication {communication}. Never pay at the door. In doubt? Ring {telephone}',
  },
  'payment-expired': {
    subject: 'We did not receive your payment in time',
    body: mail(
      'We did not receive your payment for the home visit in time. Your appointment has lapsed.',
      'Did you pay? Ring {telephone}. We will look into it for you.',
      'Would you still like a visit? Choose a new date on the page for your appointment. You can pay online there, for example with Bancontact. The link and your code are in our first message.',
    ),
    short: '{organisation}: we did not receive your payment in time. Your appointment has lapsed. Choose a new date on the page for your appointment. Did you pay? Ring {telephone}',
  },
  refund: {
    subject: 'You get your money back',
    body: mail(
      'You get {amount} back for the home visit. The money comes back in the way that you paid. This can take a few days.',
      nothingToDo,
      'We never ask for your bank card or your PIN for this.',
    ),
    short: '{organisation}: you get {amount} back for the home visit. You do not have to do anything. We never ask for your bank card or PIN for this. Questions? Ring {telephone}',
  },
  'delivery-planned': {
    subject: 'We will bring your new identity card (eID)',
    body: mail(
      'We will bring your new identity card (eID) to your home on:\n{when}',
      'An official or a certified employee of bpost brings the card. Please have your old card ready. You hand it in then.',
      'You choose a new PIN yourself. You type it in yourself. Do not tell your PIN to anyone.',
      otherMoment, atTheDoor,
    ),
    short: '{organisation}: we or bpost bring your new identity card (eID) on {when}. Have your old card ready. We show a photo badge. Never give money and never tell your PIN. Does it not suit you? Ring {telephone}',
  },
  'card-late': {
    subject: 'Your new identity card (eID) is late',
    body: mail(
      'Your new identity card (eID) is not ready yet. We cannot bring it on the date that we agreed.',
      `${nothingToDo} We will tell you the new date. ${keepOldCard}`,
    ),
    short: '{organisation}: your new identity card (eID) is late. The date changes. You do not have to do anything: we will tell you the new date. Keep your old card. Questions? Ring {telephone}',
  },
  'card-lost': {
    subject: 'Your new identity card (eID) has been lost',
    body: mail(
      'Your new identity card (eID) was lost before we could give it to you. This is not your fault. We are sorry.',
      'The card was not activated yet.',
      `${nothingToDo} We will contact you about another card. ${keepOldCard}`,
    ),
    short: '{organisation}: your new identity card (eID) has been lost. It was not activated yet. We are sorry. You do not have to do anything: we will contact you. Keep your old card. Questions? Ring {telephone}',
  },
  'delivery-failed': {
    subject: 'We could not give you your new identity card (eID)',
    body: mail(
      'We came with your new identity card (eID), but we could not give it to you. The card is in a safe place.',
      newMoment, keepOldCard,
    ),
    short: '{organisation}: we could not give you your new identity card (eID). The card is in a safe place. Choose a new date on the page for your appointment or ring {telephone}',
  },
  'card-waits-at-counter': {
    subject: 'Your new identity card (eID) is at the counter',
    body: mail(
      'Your new identity card (eID) is ready at our counter: {counter}.',
      'Collect it before {claimBefore}. Bring your old card with you.',
      'Can you not come? Ring {telephone}. We will look for a solution together.',
    ),
    short: '{organisation}: your new identity card (eID) is ready. Collect it before {claimBefore}: {counter}. Bring your old card. Can you not come? Ring {telephone}',
  },
  'unclaimed-soon': {
    subject: 'You do not have your new identity card (eID) yet',
    body: mail(
      'Your new identity card (eID) is ready, but you do not have it yet.',
      'You must receive the card before {claimBefore}. After that we have to destroy it. You would then have to apply for a new card.',
      'Ring {telephone} for an appointment. Or ask whether you can collect the card at our counter: {counter}.',
    ),
    short: '{organisation}: your new identity card (eID) is ready, but you do not have it yet. From {claimBefore} we have to destroy it. Ring soon for an appointment: {telephone}',
  },
  closed: {
    subject: 'The renewal of your identity card (eID) is finished',
    body: mail(
      'The renewal of your identity card (eID) is finished. You do not have to do anything more.',
      'Keep your PIN safe. Do not tell it to anyone.',
      'Did you not receive a new card? Ring us at once: {telephone}.',
    ),
    short: '{organisation}: the renewal of your identity card (eID) is finished. You do not have to do anything more. Did you not receive a new card? Ring {telephone} at once',
  },
  withdrawn: {
    subject: 'Your request for a home visit has been stopped',
    body: mail(
      'Your request for a home visit has been stopped. We will not come to you.',
      'Do you still need a new identity card (eID)? Come to our counter: {counter}.',
      'Would you like a home visit after all? Or did you not ask for this yourself? Ring {telephone}.',
    ),
    short: '{organisation}: your request for a home visit has been stopped. We will not come. Need a new identity card (eID)? Come to our counter. Did you not ask for this, or do you still want a visit? Ring {telephone}',
  },
  'referred-to-counter': {
    subject: 'Please come to our counter for your identity card (eID)',
    body: mail(
      'We cannot renew your identity card (eID) at your home.',
      'Please come to our counter: {counter}. Bring your current card with you.',
      'Is it really not possible for you to come? Ring {telephone}. We will look for a solution together.',
    ),
    short: '{organisation}: we cannot renew your identity card (eID) at your home. Come to our counter: {counter}. Bring your card. Can you not come? Ring {telephone}',
  },
  'complaint-received': {
    subject: 'We have received your complaint',
    body: mail(
      'We received your complaint on {receivedOn}. Somebody of the municipality looks at it.',
      'You will have our answer by {answerOn} at the latest. Your file just goes on.',
    ),
    short: '{organisation}: we received your complaint on {receivedOn}. You will have our answer by {answerOn} at the latest. Your file just goes on. Questions? Ring {telephone}',
  },
  'complaint-answered': {
    subject: 'Our answer to your complaint',
    body: mail(
      'We received your complaint on {receivedOn}. This is our answer:',
      '{answer}',
    ),
    short: '{organisation}: we have an answer to your complaint of {receivedOn}. You find it with your file on our website. You can also ring. We will read it to you then: {telephone}',
  },
};
