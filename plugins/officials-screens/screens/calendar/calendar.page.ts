import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link } from '#services/pieces/form-pieces.ts';
import { calendarTexts } from './calendar-texts.ts';

/** The address at which an official's own calendar program reads: made, made anew, and taken back. */
export const calendarPage = definePage({
  front: 'desk', path: '/calendar', for: 'official', element: 'eid-calendar',
  show: async (ctx) => {
    const { call, language } = ctx;
    const say = sayIn(calendarTexts, language);
    const { visits, feed } = await call('appointments.ownFeed', {});
    const on = (instant: number) => formatDay(dayOf(instant), language);
    return around(ctx, say('title'), html`<p class="utrecht-paragraph">${say('intro')}</p>
<p class="eid-note">${visits ? feed ? say('since', { since: on(feed.since), until: on(feed.until) }) : say('none') : say('notYours')}</p>
${visits && form(ctx, 'open', button(say(feed ? 'openAnew' : 'open')))}
${feed && form(ctx, 'close', button(say('close'), 'secondary'))}`);
  },
  forms: {
    open: defineForm(z.object({}), async (ctx) => {
      const { secret, until } = await ctx.call('appointments.openFeed', {});
      const say = sayIn(calendarTexts, ctx.language);
      const address = ctx.wholeAddressWithoutLanguage(`/calendars/${secret}.ics`);
      return around(ctx, say('madeTitle'), html`<p class="utrecht-paragraph">${say('made')}</p>
<p class="eid-note eid-address" id="calendar-address">${address}</p>
<p class="utrecht-paragraph">${link(address.replace(/^https?:/, 'webcal:'), say('subscribe'))}</p>
<p class="utrecht-paragraph">${say('until', { until: formatDay(dayOf(until), ctx.language) })}</p>`);
    }),
    close: defineForm(z.object({}), async ({ call, address }) => {
      await call('appointments.closeFeed', {});
      return { goTo: address('/calendar') };
    }),
  },
});

function around({ language, address }: PageCtx, title: string, body: Markup): Shown {
  return { title, body: html`<h1 class="utrecht-heading-1">${title}</h1>
${body}
<p class="utrecht-paragraph">${link(address('/planning'), sayIn(calendarTexts, language)('back'))}</p>` };
}

function form({ formFields, address }: PageCtx, name: string, content: Markup): Markup {
  return html`<form method="post" action="${address('/calendar')}">${formFields(name)}<p class="eid-actions">${content}</p></form>`;
}
