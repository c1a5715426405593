import { defineTexts } from '#services/kernel/texts.ts';

/** The explanation for people who read with difficulty: one thought a line, no figure of speech. */
export const easyTexts = defineTexts({
  title: { nl: 'Makkelijk lezen', fr: 'Facile à lire', de: 'Leichte Sprache', en: 'Easy to read' },
  line1: { nl: 'U hebt een eID. Dat is uw identiteitskaart.', fr: 'Vous avez une eID. C’est votre carte d’identité.', de: 'Sie haben eine eID. Das ist Ihr Personal-Ausweis.', en: 'You have an eID. That is your identity card.' },
  line2: { nl: 'Uw kaart werkt niet voor altijd. Na enkele jaren hebt u een nieuwe nodig.', fr: 'Votre carte ne marche pas pour toujours. Après quelques années, il faut une nouvelle carte.', de: 'Ihre Karte gilt nicht für immer. Nach einigen Jahren brauchen Sie eine neue.', en: 'Your card does not work for ever. After some years you need a new one.' },
  line3: { nl: 'U hoeft niet naar ons te komen. Wij komen naar u.', fr: 'Vous ne devez pas venir chez nous. Nous venons chez vous.', de: 'Sie müssen nicht zu uns kommen. Wir kommen zu Ihnen.', en: 'You do not have to come to us. We come to you.' },
  line4: { nl: 'U kiest een dag en een uur.', fr: 'Vous choisissez un jour et une heure.', de: 'Sie wählen einen Tag und eine Uhrzeit.', en: 'You choose a day and a time.' },
  line5: { nl: 'Wij komen twee keer.', fr: 'Nous venons deux fois.', de: 'Wir kommen zwei Mal.', en: 'We come two times.' },
  line6: { nl: 'De eerste keer legt u uw vinger op een toestel. Dat doet geen pijn.', fr: 'La première fois, vous posez votre doigt sur un appareil. Cela ne fait pas mal.', de: 'Beim ersten Mal legen Sie Ihren Finger auf ein Gerät. Das tut nicht weh.', en: 'The first time you put your finger on a device. That does not hurt.' },
  line7: { nl: 'De tweede keer krijgt u uw nieuwe kaart. U geeft uw oude kaart terug.', fr: 'La deuxième fois, vous recevez votre nouvelle carte. Vous rendez votre ancienne carte.', de: 'Beim zweiten Mal bekommen Sie Ihre neue Karte. Sie geben Ihre alte Karte zurück.', en: 'The second time you get your new card. You give your old card back.' },
  line8: { nl: 'U kiest dan een geheime code. Zeg die code aan niemand. Ook niet aan ons.', fr: 'Vous choisissez alors un code secret. Ne dites ce code à personne. Même pas à nous.', de: 'Sie wählen dann einen geheimen Code. Sagen Sie den Code niemandem. Auch uns nicht.', en: 'You then choose a secret code. Tell nobody that code. Not us either.' },
  line9: { nl: 'Iemand mag u helpen: familie, een vriend of een hulpverlener.', fr: 'Quelqu’un peut vous aider : la famille, un ami ou un aidant.', de: 'Jemand darf Ihnen helfen: Familie, Freunde oder eine Betreuung.', en: 'Somebody may help you: family, a friend or a carer.' },
  line10: { nl: 'Hebt u een vraag? Bel {telephone}.', fr: 'Vous avez une question ? Appelez le {telephone}.', de: 'Haben Sie eine Frage? Rufen Sie {telephone} an.', en: 'Do you have a question? Call {telephone}.' },
});
