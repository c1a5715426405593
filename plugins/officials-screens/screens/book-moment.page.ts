import { z } from 'zod';
import { formatMoney } from '#services/belgium/formats.ts';
import { button, choice, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { groundIn, letterOf, type Ground } from '#services/pieces/ground-in-address.ts';
import { momentsByDay, otherDays, pageIn } from '#services/pieces/moments-by-day.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { bookTexts, refusals } from './book-texts.ts';
import { inPath } from './in-path.ts';

/** Second step: the moment, and who said all this. A fee is asked by transfer: nobody reads the number of a bank card out on the telephone. */
export const bookMomentPage = definePage({
  front: 'desk', path: '/book/{dossier}/moment', for: 'official', element: 'eid-book-moment',
  show: async (ctx, tried) => {
    const { call, language, path, address, query } = ctx;
    const [say, { dossier }] = [sayIn(bookTexts, language), inPath(path, z.object({ dossier: z.uuid() }))];
    const ground = groundIn(query);
    if (!ground) return { goTo: `${address(`/book/${dossier}`)}?missing=1` };
    const [{ slots }, { amount, methods }] = await Promise.all([call('appointments.offer', { dossier, purpose: 'capture', ground }), call('payment.quote', { dossier, ground })]);
    const back = html`<p class="utrecht-paragraph">${link(address(`/book/${dossier}`), say('back'))}</p>`;
    const fee = formatMoney(amount, language);
    const payable = amount === 0 || methods.includes('transfer');
    const body = slots.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : payable ? momentForm(ctx, { dossier, ground, slots, fee: amount === 0 ? undefined : fee }, tried) : html`<p class="eid-note">${say('noTransfer', { amount: fee })}</p>`;
    return { title: say('momentTitle'), body: html`<h1 class="utrecht-heading-1">${say('momentTitle')}</h1>${body}${back}` };
  },
  forms: {
    book: defineForm(z.object({ start: z.coerce.number().int().min(1), declaredBy: z.enum(['citizen', 'representative']), fee: z.enum(['', 'yes']) }), async ({ call, path, query, address, wholeAddress }, { start, declaredBy, fee }) => {
      const { dossier } = inPath(path, z.object({ dossier: z.uuid() }));
      const ground = groundIn(query);
      if (!ground) return { goTo: `${address(`/book/${dossier}`)}?missing=1` };
      await call('request.submit', { dossier, ground, start, declaredBy, ...(fee === 'yes' && { method: 'transfer', returnUrl: wholeAddress('/') }) });
      return { goTo: address(`/dossiers/${dossier}`) };
    }),
  },
});

interface Choice { readonly dossier: string; readonly ground: Ground; readonly slots: readonly { readonly start: number; readonly end: number }[]; readonly fee: string | undefined }

function momentForm({ language, query, address, formFields }: PageCtx, { dossier, ground, slots, fee }: Choice, tried: Tried | undefined): Markup {
  const say = sayIn(bookTexts, language);
  const wrong = [
    ...(tried?.problems['start'] === undefined ? [] : [{ field: 'start', said: say('momentMissing') }]),
    ...(tried?.problems['declaredBy'] === undefined ? [] : [{ field: 'declaredBy', said: say('declaredByMissing') }]),
  ];
  const chosen = Number(tried?.values['start']);
  const list = { moments: slots, language, page: pageIn(query), chosen, wrong: tried?.problems['start'] !== undefined, addressOf: (page: number) => `${address(`/book/${dossier}/moment`)}?${new URLSearchParams({ why: letterOf(ground), days: String(page) }).toString()}` };
  return html`${problemSummary(say('problems'), wrong, tried?.failure === undefined ? undefined : say(refusals[tried.failure] ?? 'failed'))}
${fee !== undefined && html`<p class="eid-note">${say('byTransfer', { amount: fee })}</p>`}
<form method="post" novalidate>${formFields('book')}<input type="hidden" name="fee" value="${fee === undefined ? '' : 'yes'}" />
${momentsByDay(list)}
${choice({ name: 'declaredBy', legend: say('declaredBy'), wrong, chosen: tried?.values['declaredBy'], options: (['citizen', 'representative'] as const).map((who) => ({ value: who, label: say(who) })) })}
<p class="eid-actions">${button(say('book'))}</p></form>
${otherDays(list)}`;
}
