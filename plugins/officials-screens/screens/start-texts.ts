import { defineTexts } from '#services/kernel/texts.ts';

export const startTexts = defineTexts({
  title: { nl: 'Welkom', fr: 'Bienvenue', de: 'Willkommen', en: 'Welcome' },
  who: { nl: 'U bent aangemeld als {who}.', fr: 'Vous êtes connecté en tant que {who}.', de: 'Sie sind angemeldet als {who}.', en: 'You are logged in as {who}.' },
  menu: { nl: 'Kies in het menu wat u wilt doen.', fr: 'Choisissez dans le menu ce que vous voulez faire.', de: 'Wählen Sie im Menü, was Sie tun möchten.', en: 'Choose in the menu what you want to do.' },
});
