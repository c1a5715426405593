import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { momentsByDay, otherDays, pageIn, type Moment } from '#services/pieces/moments-by-day.ts';
import { refusalIn } from './refusal-texts.ts';
import { requestTexts } from './request-texts.ts';
import { sayVisit } from './say-visit.ts';
import { statusTexts } from './status-texts.ts';
import { certainVisits, nameOfVisit, type Status } from './visits-list.ts';

type Purpose = Status['may']['change'][number];
const purposeOf = ({ path }: PageCtx): Purpose => (path['purpose'] === 'delivery' ? 'delivery' : 'capture');

/** Either visit, at another moment. What stands now stays until the new moment is certain. */
export const changePage = definePage({
  path: '/change/{purpose}', for: 'citizen',
  show: async (ctx, tried) => {
    const { call, dossier, language, address, formFields, query, telephone } = ctx;
    const purpose = purposeOf(ctx);
    const status = await call('request.status', { dossier });
    if (!status.may.change.includes(purpose)) return { goTo: address('/status') };
    const moments = await momentsFor(ctx, status, purpose);
    const [say, shared] = [sayIn(statusTexts, language), sayIn(requestTexts, language)];
    const standing = certainVisits(status).find((one) => one.purpose === purpose);
    const isMissing = tried?.problems['start'] !== undefined;
    const list = {
      moments, language, page: pageIn(query), chosen: undefined, wrong: isMissing, addressOf: (page: number) => `${address(`/change/${purpose}`)}?days=${page}`,
    };
    const refused = tried?.failure === undefined ? undefined : refusalIn(language, tried.failure);
    const none = sayIn(appointmentTexts, language)('noMoment', { telephone });
    return {
      title: say('changeTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('changeTitle')}</h1>
${problemSummary(shared('problems'), isMissing ? [{ field: 'start', said: sayIn(appointmentTexts, language)('momentMissing') }] : [], refused)}
<p class="utrecht-paragraph">${nameOfVisit(purpose, language)}${standing && html`<br />${say('changeNow', { when: sayVisit(standing, language) })}`}</p>
${moments.length === 0 ? html`<p class="eid-note">${none}</p>` : html`<form method="post" novalidate>${formFields('move')}
${momentsByDay(list)}
<p class="eid-actions">${button(say('changeConfirm'))}</p>
</form>
${otherDays(list)}`}
<p class="utrecht-paragraph">${link(address('/status'), shared('toStatus'))}</p>`,
    };
  },
  forms: {
    move: defineForm(z.object({ start: z.string().regex(/^\d{1,15}$/).transform(Number) }), async (ctx, { start }) => {
      await ctx.call('request.changeMoment', { dossier: ctx.dossier, purpose: purposeOf(ctx), start });
      return { goTo: ctx.address('/status') };
    }),
  },
});

/** Of the first visit the officials' calendars know; of the second whoever brings the card, and not before it can be there. */
async function momentsFor({ call, dossier }: PageCtx, { deliverBy }: Status, purpose: Purpose): Promise<readonly Moment[]> {
  if (purpose === 'capture') return (await call('appointments.offer', { dossier, purpose })).slots;
  return (await call('delivery.moments', { dossier, by: deliverBy ?? 'official' })).moments;
}
