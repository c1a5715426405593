import { formatAddress } from '#services/belgium/formats.ts';
import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { purposeIn, sidePage } from './side-page.ts';
import { dossierIn } from './visit-pieces.ts';
import { visitTexts } from './visit-texts.ts';

/** Whom the visit is for. A page of its own: the page of the visit looks for news all the time, and each of those looks would be recorded as one at a person's data. */
export const whoPage = definePage({
  front: 'desk', path: '/visits/{dossier}/{purpose}/who', for: 'official', element: 'eid-visit-who',
  show: async (ctx) => {
    const { citizen: { firstName, lastName, address, mobile } } = await ctx.call('request.overview', { dossier: dossierIn(ctx) });
    const say = sayIn(visitTexts, ctx.language);
    const [first, second] = formatAddress(address, ctx.language);
    return sidePage({
      purpose: purposeIn(ctx), title: say('whoTitle'),
      body: facts([
        [say('name'), `${firstName} ${lastName}`], [say('address'), html`${first}<br />${second}`],
        [say('telephone'), mobile === null ? say('unknown') : link(`tel:${mobile.replaceAll(/[^+\d]/g, '')}`, mobile)],
      ]),
    }, ctx);
  },
});
