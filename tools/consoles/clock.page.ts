import { z } from 'zod';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { defineConsolePage, type ConsoleCtx } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { clockTexts } from './clock-texts.ts';
import { button, localMoment, moment } from './pieces.ts';
import type { Town } from './towns.ts';

const steps = { hour: 60, day: 24 * 60, week: 7 * 24 * 60, month: 30 * 24 * 60 } as const;
const clock = z.object({ now: z.int() });
/** As a browser writes `datetime-local`. */
const local = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

/** What time it is in each municipality, and forms that move it forward: what becomes due then happens. */
export const clockPage = defineConsolePage({
  path: '/clock', name: 'console-clock',
  show: async (ctx, tried) => {
    const say = sayIn(clockTexts, ctx.language);
    const named = sayIn(consoleTexts, ctx.language)('clock');
    const moved = ctx.towns.find(({ nis }) => nis === ctx.query.get('moved'));
    const sections = await Promise.all(ctx.towns.map(async (town) => townClock(ctx, town, clock.parse(await ctx.pull(town.nis, 'house', 'clock', {})).now)));
    return {
      title: named, ...(tried && { status: 422 }),
      body: html`<h1 class="utrecht-heading-1">${named}</h1>
${tried && html`<div class="eid-wrong" role="alert" tabindex="-1" autofocus><p class="utrecht-paragraph">${say('notAMoment')}</p></div>`}
${moved && html`<div class="eid-note" role="status"><p class="utrecht-paragraph">${say('moved', { town: moved.name })}</p></div>`}
<p class="utrecht-paragraph">${say('intro')}</p>
<p class="utrecht-paragraph">${say('limits')}</p>
${sections}`,
    };
  },
  send: async (ctx, { nis = '', deed = '', until = '' }) => {
    if (!ctx.towns.some((town) => town.nis === nis)) return '/clock';
    await ctx.pull(nis, 'house', 'clock', Object.hasOwn(steps, deed) ? { advanceMinutes: steps[z.enum(['hour', 'day', 'week', 'month']).parse(deed)] } : { until: instantIn(until) });
    return `/clock?moved=${nis}`;
  },
});

/** What is no moment is refused by the lever, which takes numbers. */
function instantIn(written: string): unknown {
  const parsed = local.safeParse(written);
  const [day = '', time = ''] = written.split('T');
  try {
    return parsed.success ? instantOf(day, time) : written;
  } catch {
    return written;
  }
}

function townClock({ language, formProof }: ConsoleCtx, { nis, name }: Town, now: number): Markup {
  const say = sayIn(clockTexts, language);
  const hidden = html`${formProof}<input type="hidden" name="nis" value="${nis}" />`;
  return html`<h2 class="utrecht-heading-2">${name}</h2>
<p class="utrecht-paragraph">${say('itIs')} <strong>${moment(now, language)}</strong></p>
<form method="post" aria-label="${say('onwards', { town: name })}">${hidden}<p class="eid-actions">${(['hour', 'day', 'week', 'month'] as const).map((step) => button(say(step), 'secondary', step))}</p></form>
<form method="post" novalidate>${hidden}<div class="eid-row">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="${`until-${nis}`}">${say('until', { town: name })}</label><input class="utrecht-textbox" id="${`until-${nis}`}" name="until" type="datetime-local" min="${localMoment(now)}" value="${localMoment(now)}" /></div>
<p class="eid-actions">${button(say('go'), 'primary', 'until')}</p></div></form>`;
}
