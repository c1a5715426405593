import { definePage } from '#services/kernel/page.ts';

/** Shows nothing: leads who came in by a link to what there is to do, in the citizen's own language where the municipality speaks it. */
export const welcomePage = definePage({
  path: '/welcome', for: 'citizen',
  show: async ({ call, dossier, address, language, municipality }) => {
    const { may } = await call('request.status', { dossier });
    if (!may.submit) return { goTo: address('/status') };
    const { citizen } = await call('request.overview', { dossier });
    return { goTo: address('/appointment', municipality.languages.includes(citizen.language) ? citizen.language : language) };
  },
});
