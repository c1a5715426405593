import type { PinQuestion } from '../pin-window.ts';

/** What the window says, in the citizen's language. */
export interface PinTexts {
  readonly title: string;
  readonly ask: Readonly<Record<PinQuestion['kind'], string>>;
  readonly prompt: string;
  readonly wrong: Readonly<Record<NonNullable<PinQuestion['wrong']>, string>>;
  readonly triesLeft: (tries: number) => string;
  readonly confirm: string;
  readonly cancel: string;
}

export const pinTexts: Readonly<Record<PinQuestion['language'], PinTexts>> = {
  nl: {
    title: 'eID aan huis',
    ask: {
      present: 'Typ de pincode van uw identiteitskaart.\nDe ambtenaar kijkt niet mee.',
      new: 'Kies een nieuwe pincode voor uw identiteitskaart: 4 tot 12 cijfers.\nNeem geen geboortejaar. De ambtenaar kijkt niet mee.',
      'new-again': 'Typ uw nieuwe pincode nog eens.',
    },
    prompt: 'Pincode:',
    wrong: { 'wrong-pin': 'Dat was niet de juiste pincode.', 'not-4-to-12-digits': 'Een pincode heeft 4 tot 12 cijfers.', 'not-the-same': 'De twee pincodes waren niet dezelfde.' },
    triesLeft: (tries) => (tries === 1 ? 'U kunt nog 1 keer proberen.' : `U kunt nog ${tries} keer proberen.`),
    confirm: 'Bevestigen', cancel: 'Annuleren',
  },
  fr: {
    title: 'eID à domicile',
    ask: {
      present: 'Tapez le code PIN de votre carte d’identité.\nL’agent ne regarde pas.',
      new: 'Choisissez un nouveau code PIN pour votre carte d’identité : 4 à 12 chiffres.\nNe prenez pas une année de naissance. L’agent ne regarde pas.',
      'new-again': 'Tapez encore une fois votre nouveau code PIN.',
    },
    prompt: 'Code PIN :',
    wrong: { 'wrong-pin': 'Ce n’était pas le bon code PIN.', 'not-4-to-12-digits': 'Un code PIN a 4 à 12 chiffres.', 'not-the-same': 'Les deux codes PIN n’étaient pas les mêmes.' },
    triesLeft: (tries) => `Vous pouvez encore essayer ${tries} fois.`,
    confirm: 'Confirmer', cancel: 'Annuler',
  },
  de: {
    title: 'eID zu Hause',
    ask: {
      present: 'Tippen Sie den PIN-Code Ihres Personalausweises ein.\nDer Beamte schaut nicht zu.',
      new: 'Wählen Sie einen neuen PIN-Code für Ihren Personalausweis: 4 bis 12 Ziffern.\nNehmen Sie kein Geburtsjahr. Der Beamte schaut nicht zu.',
      'new-again': 'Tippen Sie Ihren neuen PIN-Code noch einmal ein.',
    },
    prompt: 'PIN-Code:',
    wrong: { 'wrong-pin': 'Das war nicht der richtige PIN-Code.', 'not-4-to-12-digits': 'Ein PIN-Code hat 4 bis 12 Ziffern.', 'not-the-same': 'Die zwei PIN-Codes waren nicht gleich.' },
    triesLeft: (tries) => (tries === 1 ? 'Sie können es noch 1 Mal versuchen.' : `Sie können es noch ${tries} Mal versuchen.`),
    confirm: 'Bestätigen', cancel: 'Abbrechen',
  },
  en: {
    title: 'eID at home',
    ask: {
      present: 'Type the PIN of your identity card.\nThe official does not look.',
      new: 'Choose a new PIN for your identity card: 4 to 12 digits.\nDo not take a year of birth. The official does not look.',
      'new-again': 'Type your new PIN once more.',
    },
    prompt: 'PIN:',
    wrong: { 'wrong-pin': 'That was not the right PIN.', 'not-4-to-12-digits': 'A PIN has 4 to 12 digits.', 'not-the-same': 'The two PINs were not the same.' },
    triesLeft: (tries) => (tries === 1 ? 'You can try 1 more time.' : `You can try ${tries} more times.`),
    confirm: 'Confirm', cancel: 'Cancel',
  },
};
