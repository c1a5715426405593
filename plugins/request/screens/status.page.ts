import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';

export const statusPage = definePage({
  path: '/status', for: 'citizen',
  show: async ({ call, dossier }) => {
    const { state } = await call('request.status', { dossier });
    return { title: state, body: html`<h1 class="utrecht-heading-1">${state}</h1>` };
  },
});
