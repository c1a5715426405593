import { defineTexts } from '#services/kernel/texts.ts';

/** What citizens read on the pages of their request. Short sentences, no word of the house. */
export const requestTexts = defineTexts({
  homeTitle: { nl: 'Uw nieuwe eID, bij u thuis', fr: 'Votre nouvelle eID, chez vous', de: 'Ihre neue eID, bei Ihnen zu Hause', en: 'Your new eID, at your home' },
  homeIntro: {
    nl: 'Kunt u moeilijk naar het gemeentehuis komen? Dan komen wij naar u. Een medewerker neemt uw vingerafdrukken thuis en brengt later uw kaart.',
    fr: 'Vous pouvez difficilement venir à la maison communale ? Nous venons chez vous. Un agent prend vos empreintes à domicile et apporte ensuite votre carte.',
    de: 'Können Sie schlecht zum Gemeindehaus kommen? Dann kommen wir zu Ihnen. Ein Mitarbeiter nimmt Ihre Fingerabdrücke zu Hause und bringt später Ihre Karte.',
    en: 'Is it hard for you to come to the town hall? Then we come to you. An official takes your fingerprints at home and brings your card later.',
  },
  codeTitle: { nl: 'Ik heb een code', fr: 'J’ai un code', de: 'Ich habe einen Code', en: 'I have a code' },
  codeLabel: { nl: 'Uw persoonlijke code', fr: 'Votre code personnel', de: 'Ihr persönlicher Code', en: 'Your personal code' },
  codeHelp: { nl: 'U vindt de code in ons bericht.', fr: 'Vous trouvez le code dans notre message.', de: 'Sie finden den Code in unserer Nachricht.', en: 'You find the code in our message.' },
  codeMissing: { nl: 'Vul uw code in.', fr: 'Indiquez votre code.', de: 'Geben Sie Ihren Code ein.', en: 'Fill in your code.' },
  codeWrong: { nl: 'Deze code kennen wij niet. Kijk hem na.', fr: 'Nous ne connaissons pas ce code. Vérifiez-le.', de: 'Diesen Code kennen wir nicht. Prüfen Sie ihn.', en: 'We do not know this code. Check it.' },
  continue: { nl: 'Verder', fr: 'Continuer', de: 'Weiter', en: 'Continue' },
});
