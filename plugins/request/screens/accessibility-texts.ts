import { defineTexts } from '#services/kernel/texts.ts';

/** The statement that the law asks of a public website (directive (EU) 2016/2102; law of 19 July 2018). */
export const accessibilityTexts = defineTexts({
  title: { nl: 'Toegankelijkheid', fr: 'Accessibilité', de: 'Barrierefreiheit', en: 'Accessibility' },
  intro: {
    nl: '{municipality} wil dat iedereen deze pagina’s kan gebruiken. Deze verklaring geldt voor de pagina’s van eID aan huis.', fr: '{municipality} veut que tout le monde puisse utiliser ces pages. Cette déclaration vaut pour les pages d’eID à domicile.',
    de: '{municipality} möchte, dass jeder diese Seiten benutzen kann. Diese Erklärung gilt für die Seiten von eID zu Hause.', en: '{municipality} wants everybody to be able to use these pages. This statement is about the pages of eID at home.',
  },
  standTitle: { nl: 'Hoe toegankelijk zijn ze?', fr: 'Sont-elles accessibles ?', de: 'Wie barrierefrei sind sie?', en: 'How accessible are they?' },
  stand: {
    nl: 'Wij bouwen ze volgens WCAG 2.2, niveau A en AA. Een programma kijkt dat bij elke nieuwe versie na. Mensen met een beperking hebben ze nog niet getest.',
    fr: 'Nous les construisons selon les WCAG 2.2, niveaux A et AA. Un programme le vérifie à chaque nouvelle version. Des personnes handicapées ne les ont pas encore testées.',
    de: 'Wir bauen sie nach WCAG 2.2, Stufen A und AA. Ein Programm prüft das bei jeder neuen Version. Menschen mit Behinderungen haben sie noch nicht getestet.',
    en: 'We build them to WCAG 2.2, levels A and AA. A program checks that with each new version. People with disabilities have not tested them yet.',
  },
  canTitle: { nl: 'Wat u mag verwachten', fr: 'Ce que vous pouvez attendre', de: 'Was Sie erwarten dürfen', en: 'What you may expect' },
  can1: { nl: 'Alles werkt met het toetsenbord.', fr: 'Tout fonctionne au clavier.', de: 'Alles geht mit der Tastatur.', en: 'Everything works with the keyboard.' },
  can2: { nl: 'Alles werkt zonder JavaScript.', fr: 'Tout fonctionne sans JavaScript.', de: 'Alles geht ohne JavaScript.', en: 'Everything works without JavaScript.' },
  can3: { nl: 'U kunt de tekst vier keer groter maken.', fr: 'Vous pouvez agrandir le texte quatre fois.', de: 'Sie können den Text viermal größer machen.', en: 'You can make the text four times larger.' },
  can4: { nl: 'De uitleg bestaat ook in makkelijke taal.', fr: 'L’explication existe aussi en langage facile.', de: 'Die Erklärung gibt es auch in Leichter Sprache.', en: 'The explanation exists in easy language too.' },
  cannotTitle: { nl: 'Wat wij niet zelf maken', fr: 'Ce que nous ne faisons pas nous-mêmes', de: 'Was wir nicht selbst machen', en: 'What we do not make ourselves' },
  cannot: {
    nl: 'De pagina’s om aan te melden en om te betalen zijn van anderen. Lukt het daar niet? Bel ons: wij regelen alles ook per telefoon.', fr: 'Les pages pour se connecter et pour payer appartiennent à d’autres. Cela ne va pas ? Appelez-nous : nous réglons aussi tout par téléphone.',
    de: 'Die Seiten zum Anmelden und Bezahlen gehören anderen. Klappt es dort nicht? Rufen Sie uns an: Wir regeln alles auch am Telefon.', en: 'The pages for logging in and for paying are made by others. Does it not work there? Call us: we arrange everything by telephone too.',
  },
  tellTitle: { nl: 'Werkt iets niet?', fr: 'Quelque chose ne fonctionne pas ?', de: 'Geht etwas nicht?', en: 'Does something not work?' },
  tell: {
    nl: 'Bel {telephone} en zeg wat er misgaat. Krijgt u geen goed antwoord? Dan kunt u klagen bij de ombudsdienst.', fr: 'Appelez le {telephone} et dites ce qui ne va pas. Vous ne recevez pas de bonne réponse ? Vous pouvez vous plaindre au service de médiation.',
    de: 'Rufen Sie {telephone} an und sagen Sie, was nicht geht. Bekommen Sie keine gute Antwort? Dann können Sie sich beim Ombudsdienst beschweren.', en: 'Call {telephone} and say what goes wrong. Do you get no good answer? Then you can complain to the ombudsman.',
  },
});
