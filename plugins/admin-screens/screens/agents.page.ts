import { z } from 'zod';
import { html, type Content } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { formatTime } from '#services/belgium/formats.ts';
import { button, link, problemSummary, textField } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, shortMoment, who } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { agentsTexts } from './agents-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { refusalIn } from './refusal-texts.ts';

const device = z.string().trim().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/);
const rights = ['delivery', 'capture'] as const;

/** The machines that are let in, and whether they have a line now. */
export const agentsPage = definePage({ front: 'desk', path: '/admin/agents', for: 'official', element: 'eid-admin-agents', show: (ctx) => list(ctx) });

/** Gives a code for one device, shown once. */
export const inviteAgentPage = definePage({
  front: 'desk', path: '/admin/agents/invite', for: 'official',
  show: async (ctx, tried) => {
    // Whoever may not see the devices is told so here too.
    await ctx.call('agents.list', {});
    return inviteForm(ctx, tried);
  },
  forms: {
    invite: defineForm(z.object({ device, title: z.string().trim().min(1).max(100), rights: z.enum(rights) }), async (ctx, { device: id, title, rights: most }) => {
      const { code, expiresAt } = await ctx.call('agents.invite', { device: id, title, rights: most === 'capture' ? ['capture', 'delivery'] : ['delivery'] });
      return codeOnce(ctx, id, code, expiresAt);
    }),
  },
});

/** Sends one away. What that does is said first. */
export const revokeAgentPage = definePage({
  front: 'desk', path: '/admin/agents/{device}/revoke', for: 'official',
  show: async (ctx, tried) => {
    const { language, call, path, formFields, address } = ctx;
    const say = sayIn(agentsTexts, language);
    const { agents, invited } = await call('agents.list', {});
    const id = [...agents, ...invited].find((one) => one.device === path['device'])?.device;
    if (id === undefined) return adminShown(ctx, 'agents', sayIn(adminTexts, language)('agents'), html`<p class="utrecht-paragraph">${say('none')}</p>`, { status: 404 });
    const wrong = wrongReason(tried, language);
    return adminShown(ctx, 'agents', say('revokeTitle', { device: id }), html`${problemSummary(sayIn(adminTexts, language)('wrongTitle'), wrong, refusalIn(language, tried?.failure))}
<div class="eid-wrong"><p class="utrecht-paragraph">${say('revokeHarm')}</p></div>
<form method="post">${formFields('revoke')}${askReason(language, wrong, tried?.values)}<div class="eid-actions">${button(say('revoke'))}</div></form>
<p>${link(address('/admin/agents'), say('keep'))}</p>`);
  },
  forms: {
    revoke: defineForm(z.object(reasonFields), async (ctx, reason) => {
      await ctx.call('agents.revoke', { device: ctx.path['device'] ?? '', why: whyOf(reason) });
      return { goTo: ctx.address('/admin/agents') };
    }),
  },
});

async function list(ctx: PageCtx): Promise<Shown> {
  const { language, call, may, address } = ctx;
  const [say, sayAdmin] = [sayIn(agentsTexts, language), sayIn(adminTexts, language)];
  const { agents, invited } = await call('agents.list', {});
  const mayDo = (all: Rights) => rightsIn(all, ctx);
  const away = (id: string): Content => may('agents.revoke') && link(address(`/admin/agents/${id}/revoke`), `${say('revoke')}: ${id}`);
  return adminShown(ctx, 'agents', sayAdmin('agents'), html`<p class="utrecht-paragraph">${say('intro')}</p>
${may('agents.invite') && html`<p>${link(address('/admin/agents/invite'), say('inviteTitle'))}</p>`}
<h2 class="utrecht-heading-2">${say('enrolled')}</h2>
${table(say('enrolled'), [{ title: say('device') }, { title: say('title') }, { title: say('rights') }, { title: say('line') }, { title: '' }], agents.map((agent) => [agent.device, agent.title, mayDo(agent.rights), lineOf(agent, ctx), agent.revoked === null && away(agent.device)]), say('none'))}
${invited.length > 0 && html`<h2 class="utrecht-heading-2">${say('invited')}</h2>${table(say('invited'), [{ title: say('device') }, { title: say('title') }, { title: say('rights') }, { title: say('until') }, { title: '' }], invited.map((one) => [one.device, one.title, mayDo(one.rights), formatTime(one.expiresAt, language), away(one.device)]), '')}`}`, { live: 15 });
}

type Rights = ActionOutput<'agents.list'>['agents'][number]['rights'];
function rightsIn(all: Rights, { language }: PageCtx): string {
  return all.map((right) => sayIn(agentsTexts, language)(right)).join(', ');
}

function inviteForm(ctx: PageCtx, tried: Tried | undefined): Shown {
  const { language, formFields, address } = ctx;
  const say = sayIn(agentsTexts, language);
  const wrong = [...(tried?.problems['device'] === undefined ? [] : [{ field: 'device', said: say('wrongDevice') }]), ...(tried?.problems['title'] === undefined ? [] : [{ field: 'title', said: say('wrongTitle') }])];
  return adminShown(ctx, 'agents', say('inviteTitle'), html`${problemSummary(sayIn(adminTexts, language)('wrongTitle'), wrong, refusalIn(language, tried?.failure))}
<form method="post">${formFields('invite')}
${textField({ name: 'device', label: say('device'), help: say('deviceHelp'), value: tried?.values['device'], autocomplete: 'off', wrong })}
${textField({ name: 'title', label: say('title'), help: say('titleHelp'), value: tried?.values['title'], autocomplete: 'off', wrong })}
<div class="utrecht-form-field"><label class="utrecht-form-label" for="rights">${say('rights')}</label><select class="utrecht-select utrecht-select--html-select" id="rights" name="rights">${rights.map((right) => html`<option value="${right}"${tried?.values['rights'] === right && html` selected`}>${rightsIn(right === 'capture' ? ['delivery', 'capture'] : ['delivery'], ctx)}</option>`)}</select></div>
<div class="eid-actions">${button(say('invite'))}</div></form>
<p>${link(address('/admin/agents'), say('keep'))}</p>`);
}

function lineOf({ line, revoked }: ActionOutput<'agents.list'>['agents'][number], { language }: PageCtx): Content {
  const say = sayIn(agentsTexts, language);
  if (revoked) return tag(say('revoked', { at: shortMoment(revoked.at, language), by: who(revoked.by) }), true);
  if (!line) return tag(say('noLine'));
  return html`${tag(say('hasLine', { since: shortMoment(line.since, language) }))} ${say('reader', { state: say(line.cardReader) })}, ${say('prints', { state: say(line.fingerprints) })}`;
}

function codeOnce(ctx: PageCtx, id: string, code: string, expiresAt: number): Shown {
  const { language, address } = ctx;
  const say = sayIn(agentsTexts, language);
  return adminShown(ctx, 'agents', say('codeTitle', { device: id }), html`<div class="eid-note" role="status"><p class="eid-code"><code>${code}</code></p><p class="utrecht-paragraph">${say('codeOnce', { until: formatTime(expiresAt, language) })}</p></div>
<p>${link(address('/admin/agents'), sayIn(adminTexts, language)('back'))}</p>`);
}
