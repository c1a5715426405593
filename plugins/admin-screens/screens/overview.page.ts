import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish, shortDay, shortMoment } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { turnsOf } from './connector.page.ts';
import { switchTexts } from './switch-texts.ts';

/** So many days before a certificate ends somebody has to begin. */
const soonDays = 60;
/** What was seen of certificates within the hour will do: partners are not asked at each look. */
const seenWithinMinutes = 60;

type Switched = ActionOutput<'outbox.switches'>['switches'][number];
type Certificate = ActionOutput<'outbox.certificates'>['certificates'][number];

/** How everything runs, at one look; what needs a person stands first. */
export const overviewPage = definePage({
  front: 'desk', path: '/admin', for: 'official', element: 'eid-admin', inMenu: { text: adminTexts.menu, needs: 'administration.show' },
  show: async (ctx) => {
    const { language, call, may } = ctx;
    const say = sayIn(adminTexts, language);
    const [{ version, inForce }, { node, switches }, { certificates }, stuck, letters] = await Promise.all([
      call('administration.show', {}), call('outbox.switches', {}), call('outbox.certificates', { seenWithinMinutes }), may('exceptions.list') ? call('exceptions.list', { limit: 1 }) : { total: 0 }, may('dead-letters.list') ? call('dead-letters.list', { limit: 1 }) : { total: 0 },
    ]);
    const todo = needsPerson(ctx, { version, inForce, switches, certificates, stuck: stuck.total, letters: letters.total });
    return adminShown(ctx, 'overview', say('doing'), html`${todo.length === 0 ? html`<div class="eid-note"><p class="utrecht-paragraph">${say('allWell')}</p></div>` : html`<div class="eid-wrong"><p class="utrecht-paragraph">${say('needsYou')}</p><ul class="utrecht-unordered-list">${todo.map((one) => html`<li>${one}</li>`)}</ul></div>`}
<h2 class="utrecht-heading-2">${say('queues')}</h2>
${queues(ctx, switches)}
<h2 class="utrecht-heading-2" id="certificates">${say('certificates')}</h2>
${table(say('certificates'), [{ title: say('system') }, { title: say('what') }, { title: say('until') }, { title: say('daysLeft') }], certificates.map(({ port, says, until, daysLeft }) => [
      port, inEnglish(says), until === null ? tag(say('notSeen'), true) : shortDay(until, language), daysLeft === null ? '' : tag(String(daysLeft), daysLeft < soonDays),
    ]), say('nothing'))}
<p class="eid-aside">${say('node', { node, version })}</p>`, { live: 10 });
  },
});

interface Figures { readonly version: number; readonly inForce: number; readonly switches: readonly Switched[]; readonly certificates: readonly Certificate[]; readonly stuck: number; readonly letters: number }

function needsPerson({ language, address }: PageCtx, { version, inForce, switches, certificates, stuck, letters }: Figures): Markup[] {
  const say = sayIn(adminTexts, language);
  const off = switches.filter(({ state }) => state === 'paused' || state === 'cut').length;
  const down = switches.filter(({ circuit }) => circuit === 'open').length;
  const ending = certificates.filter(({ daysLeft }) => daysLeft === null || daysLeft < soonDays).length;
  return [
    ...(switches.some(({ port }) => port === '*restore') ? [html`${say('restored')}`] : []),
    ...(inForce < version ? [html`${say('behindRelease', { version, inForce })}`] : []),
    ...(stuck > 0 ? [link(address('/admin/dead-letters'), say('stuckCount', { count: stuck }))] : []),
    ...(letters > 0 ? [link(address('/admin/dead-letters#incoming'), say('letterCount', { count: letters }))] : []),
    ...(off > 0 ? [html`${say('offCount', { count: off })}`] : []),
    ...(down > 0 ? [html`${say('downCount', { count: down })}`] : []),
    ...(ending > 0 ? [link('#certificates', say('certificateCount', { count: ending, days: soonDays }))] : []),
  ];
}

function queues({ language, address, may }: PageCtx, switches: readonly Switched[]): Markup {
  const [say, saySwitch] = [sayIn(adminTexts, language), sayIn(switchTexts, language)];
  const nameOf = (port: string) => (port === '*' ? say('everything') : port === '*restore' ? html`<span lang="en">restore</span>` : link(address(`/admin/connectors/${port}`), port));
  return table(say('queues'), [{ title: say('system') }, { title: say('state') }, { title: say('circuit') }, { title: say('waiting') }, { title: say('oldest') }], switches.map(({ port, state, circuit, waiting, oldest }) => [
    nameOf(port), html`${tag(say(`switch-${state}`), state === 'paused' || state === 'cut')}${port === '*' && may('outbox.pause') && turnsOf(state).map((turn) => html` ${link(address(`/admin/connectors/all/${turn}`), saySwitch(turn))}`)}`,
    circuit && tag(say(`circuit-${circuit}`), circuit === 'open'), waiting, oldest !== null && shortMoment(oldest, language),
  ]), say('nothing'));
}
