import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { adminShown } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { refusalIn } from './refusal-texts.ts';
import { switchTexts } from './switch-texts.ts';

const turnSchema = z.enum(['pause', 'cut', 'resume']);
/** `all`: everything that goes out; an address has no asterisk. */
const portOf = (path: Readonly<Record<string, string>>) => (path['port'] === 'all' ? '*' : path['port'] ?? '');

/** Pauses a connector, cuts it off, or lets it run again: what that does is said first, and why it is done is asked. */
export const switchPage = definePage({
  front: 'desk', path: '/admin/connectors/{port}/{turn}', for: 'official',
  show: async (ctx, tried) => {
    const { language, call, path, address, formFields, may } = ctx;
    const [say, sayAdmin] = [sayIn(switchTexts, language), sayIn(adminTexts, language)];
    const turn = turnSchema.safeParse(path['turn']).data;
    const found = (await call('outbox.switches', {})).switches.find(({ port }) => port === portOf(path));
    if (!turn || !found) return adminShown(ctx, 'connectors', sayAdmin('connectors'), html`<p class="utrecht-paragraph">${sayAdmin('nothing')}</p>`, { status: 404 });
    const what = found.port === '*' ? sayAdmin('everything') : found.port;
    const wrong = wrongReason(tried, language);
    return adminShown(ctx, 'connectors', say(`${turn}Title`, { what }), html`${problemSummary(sayAdmin('wrongTitle'), wrong, refusalIn(language, tried?.failure))}
<div class="eid-note"><p class="utrecht-paragraph">${say(`${turn}Harm`, turn === 'resume' ? { waiting: found.waiting } : {})}</p></div>
${may(`outbox.${turn}`) && html`<form method="post">${formFields('switch')}${askReason(language, wrong, tried?.values)}<div class="eid-actions">${button(say(turn))}</div></form>`}
<p>${link(address(found.port === '*' ? '/admin' : `/admin/connectors/${found.port}`), say('keep'))}</p>`);
  },
  forms: {
    switch: defineForm(z.object(reasonFields), async (ctx, reason) => {
      const port = portOf(ctx.path);
      await ctx.call(`outbox.${turnSchema.parse(ctx.path['turn'])}`, { port, why: whyOf(reason) });
      return { goTo: ctx.address(port === '*' ? '/admin' : `/admin/connectors/${port}`) };
    }),
  },
});
