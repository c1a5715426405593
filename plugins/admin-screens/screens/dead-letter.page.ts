import { z } from 'zod';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, facts, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish, shortMoment } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { lettersTexts } from './letters-texts.ts';
import { refusalIn } from './refusal-texts.ts';

const where = z.discriminatedUnion('which', [z.object({ which: z.literal('outgoing'), id: z.uuid() }), z.object({ which: z.literal('incoming'), id: z.uuid() })]);
const deed = z.object({ deed: z.enum(['source', 'replay', 'giveUp']), ...reasonFields });

/** One that waits: what is known of it, the shape of its source, and what a person may decide. The reason is asked once, and each button says what it does. */
export const deadLetterPage = definePage({
  front: 'desk', path: '/admin/dead-letters/{which}/{id}', for: 'official',
  show: async (ctx, tried) => {
    const { language, path, may, formFields, address } = ctx;
    const [say, sayAdmin] = [sayIn(lettersTexts, language), sayIn(adminTexts, language)];
    const at = where.safeParse(path).data;
    const found = at && await factsOf(ctx, at.which, at.id);
    if (!at || !found) return adminShown(ctx, 'letters', sayAdmin('letters'), html`<p class="utrecht-paragraph">${sayAdmin('nothing')}</p><p>${link(address('/admin/dead-letters'), sayAdmin('back'))}</p>`, { status: 404 });
    const wrong = wrongReason(tried, language);
    const isOut = at.which === 'outgoing';
    return adminShown(ctx, 'letters', found.name, html`${problemSummary(sayAdmin('wrongTitle'), wrong, refusalIn(language, tried?.failure))}
${facts(found.rows)}
${may('exceptions.replay') && html`<h2 class="utrecht-heading-2">${say('doTitle')}</h2>
<form method="post">${formFields('decide')}${askReason(language, wrong, tried?.values)}
<p class="utrecht-form-field-description">${say('sourceHelp')}</p><p>${choose('source', say('source'))}</p>
${found.replayable && html`<p class="utrecht-form-field-description">${say(isOut ? 'replayHarm' : 'takeInHarm', { count: 1 })} ${isOut && say('parkedHarm')}</p><p>${choose('replay', say('replay'), 'primary')}</p>`}
<p class="utrecht-form-field-description">${say(isOut ? 'skipHarm' : 'dismissHarm')}</p><p>${choose('giveUp', say(isOut ? 'skip' : 'dismiss'))}</p></form>`}
<p>${link(address('/admin/dead-letters'), say('keep'))}</p>`);
  },
  forms: {
    decide: defineForm(deed, async (ctx, { deed: what, ...reason }) => {
      const { which, id } = where.parse(ctx.path);
      const why = whyOf(reason);
      if (what === 'source') return which === 'outgoing' ? sourceOut(ctx, id, why) : sourceIn(ctx, id, why);
      if (what === 'giveUp') return askGiveUp(ctx, which, { ...reason });
      if (which === 'outgoing') return { goTo: ctx.address(`/admin/dead-letters?replayed=${(await ctx.call('exceptions.replay', { items: [id], why })).replayed}`) };
      const { takenIn, refused } = await ctx.call('dead-letters.replay', { letters: [id], why });
      return { goTo: ctx.address(`/admin/dead-letters?takenIn=${takenIn}&refused=${refused}`) };
    }),
    giveUp: defineForm(z.object(reasonFields), async (ctx, reason) => {
      const { which, id } = where.parse(ctx.path);
      if (which === 'outgoing') await ctx.call('exceptions.skip', { item: id, why: whyOf(reason) });
      else await ctx.call('dead-letters.dismiss', { letter: id, why: whyOf(reason) });
      return { goTo: ctx.address(`/admin/dead-letters?gone=${which === 'outgoing' ? 'skipped' : 'dismissed'}`) };
    }),
  },
});

interface Found { readonly name: string; readonly replayable: boolean; readonly rows: readonly (readonly [string, Content])[] }

async function factsOf({ call, language }: PageCtx, which: 'outgoing' | 'incoming', id: string): Promise<Found | undefined> {
  const [say, sayAdmin] = [sayIn(lettersTexts, language), sayIn(adminTexts, language)];
  await call('outbox.switches', {});
  if (which === 'incoming') {
    const [letter] = (await call('dead-letters.list', { letter: id })).letters;
    return letter && { name: letter.source, replayable: letter.kept === 'whole', rows: [[say('kept'), tag(say(`kept-${letter.kept}`), letter.kept !== 'whole')], [say('times'), letter.times], [sayAdmin('since'), shortMoment(letter.since, language)]] };
  }
  const [one] = (await call('exceptions.list', { item: id })).exceptions;
  return one && { name: one.name, replayable: true, rows: [
    [sayAdmin('state'), tag(say(`state-${one.state}`), one.state === 'parked')], [say('failure'), html`${inEnglish(one.title ?? '')} <code>${one.failure}</code>`], [sayAdmin('since'), shortMoment(one.since, language)], [say('attempts'), one.attempts], [say('behind'), one.behind],
  ] };
}

function choose(deedName: string, label: string, kind: 'primary' | 'secondary' = 'secondary'): Markup {
  return html`<button class="utrecht-button utrecht-button--${kind}-action" type="submit" name="deed" value="${deedName}">${label}</button>`;
}

async function sourceOut(ctx: PageCtx, item: string, why: string): Promise<Shown> {
  const say = sayIn(lettersTexts, ctx.language);
  const { name, payload, failures } = await ctx.call('exceptions.source', { item, why, masked: true });
  return sourcePage(ctx, name, payload, table(say('history'), [{ title: say('attempts') }, { title: say('failure') }, { title: '' }], failures.map(({ attempt, failure, at }) => [attempt, html`<code>${failure}</code>`, shortMoment(at, ctx.language)]), ''), say('history'));
}

async function sourceIn(ctx: PageCtx, letter: string, why: string): Promise<Shown> {
  const say = sayIn(lettersTexts, ctx.language);
  const { source, payload, issues } = await ctx.call('dead-letters.source', { letter, why, masked: true });
  return sourcePage(ctx, source, payload, table(say('issues'), [{ title: say('issues') }, { title: '' }], issues.map(({ name, detail }) => [html`<code>${name}</code>`, inEnglish(detail)]), ''), say('issues'));
}

function sourcePage(ctx: PageCtx, name: string, payload: unknown, more: Markup, moreTitle: string): Shown {
  const say = sayIn(lettersTexts, ctx.language);
  return adminShown(ctx, 'letters', `${name}: ${say('sourceTitle')}`, html`<pre class="eid-scroll" tabindex="0">${JSON.stringify(payload, undefined, 2)}</pre>
<h2 class="utrecht-heading-2">${moreTitle}</h2>${more}
<p>${link(ctx.address(`/admin/dead-letters/${ctx.path['which'] ?? ''}/${ctx.path['id'] ?? ''}`), sayIn(adminTexts, ctx.language)('back'))}</p>`);
}

/** What cannot be undone is asked once more. */
function askGiveUp(ctx: PageCtx, which: 'outgoing' | 'incoming', { reason, reference }: { readonly reason: string; readonly reference: string }): Shown {
  const say = sayIn(lettersTexts, ctx.language);
  const what = which === 'outgoing' ? 'skip' : 'dismiss';
  return adminShown(ctx, 'letters', `${say(what)}?`, html`<div class="eid-wrong"><p class="utrecht-paragraph">${say(`${what}Harm`)}</p></div>
<form method="post">${ctx.formFields('giveUp')}<input type="hidden" name="reason" value="${reason}" /><input type="hidden" name="reference" value="${reference}" /><div class="eid-actions">${button(say(what))}</div></form>
<p>${link(ctx.address('/admin/dead-letters'), say('keep'))}</p>`);
}
