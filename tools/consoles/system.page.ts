import { citizenLogin } from '#connectors/citizen-login/citizen-login.port.ts';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { officialLogin } from '#connectors/official-login/official-login.port.ts';
import { payment } from '#connectors/payment/payment.port.ts';
import { sandboxFailures } from '#services/host/pull-lever.ts';
import type { ListedLever } from '#services/host/sandbox-control.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { defineConsolePage, type ConsoleCtx, type FormValues } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { faultSection } from './fault-section.ts';
import { leverInput } from './lever-fields.ts';
import { leverForms } from './lever-forms.ts';
import { notFound } from './not-found.ts';
import { link } from './pieces.ts';
import { recordTables } from './record-tables.ts';

/** These have a place of their own here: among the faults, in the tables, on the page of the clock. */
const elsewhere: ReadonlySet<string> = new Set(['faults', 'ledger', 'clock']);

/** One outside system: what is wrong with it, what it knows, what it took, and what it can be made to do. */
export const systemPage = defineConsolePage({
  path: '/systems/{nis}/{port}', name: 'console-system',
  show: async (ctx, tried) => {
    const say = sayIn(consoleTexts, ctx.language);
    const { town, levers } = await placeOf(ctx);
    const { port = '' } = ctx.path;
    const named = port === 'house' ? say('house') : town?.systems.find((system) => system.port === port)?.title;
    if (!town || named === undefined) return notFound(ctx.language);
    const tellsFaults = ['fault', 'faults'].every((name) => levers.some(({ lever }) => lever === name));
    const pull = (lever: string) => ctx.pull(town.nis, port, lever, {});
    const tables = await Promise.all(levers.filter(({ shows }) => shows).map(async ({ lever, summary }) => recordTables(summary, await pull(lever), ctx.language)));
    const ledger = levers.find(({ lever }) => lever === 'ledger');
    const answer = ctx.kept(ctx.query.get('answer'));
    const deeds = levers.filter(({ lever, shows }) => !shows && !elsewhere.has(lever) && !(tellsFaults && lever === 'fault'));
    return {
      title: `${named}, ${town.name}`, ...(tried && { status: 422 }),
      body: html`<p class="utrecht-paragraph">${link(ctx.address('/systems'), say('systems'))}</p>
<h1 class="utrecht-heading-1"><span${port !== 'house' && html` lang="en"`}>${named}</span>, ${town.name}</h1>
${answer !== undefined && html`<div class="eid-note" role="status" tabindex="-1" autofocus><h2 class="utrecht-heading-2">${say('done')}</h2>${saysSomething(answer) && html`<pre tabindex="0">${JSON.stringify(answer, null, 2)}</pre>`}</div>`}
${tried && html`<div class="eid-wrong" role="alert" tabindex="-1" autofocus><h2 class="utrecht-heading-2">${say('notDone')}</h2><p class="utrecht-paragraph" lang="en">${tried.says}</p></div>`}
${placesOf(ctx, port)}
${tellsFaults && html`<h2 class="utrecht-heading-2" id="faults">${say('faults')}</h2>${await faultSection(ctx, town.nis, levers, tried)}`}
${deeds.length > 0 && html`<h2 class="utrecht-heading-2">${say('levers')}</h2><p class="utrecht-paragraph">${say('leversIntro')}</p>${leverForms(ctx, deeds, tried)}`}
${tables.length > 0 && html`<h2 class="utrecht-heading-2">${say('knows')}</h2>${tables}`}
${ledger && html`<h2 class="utrecht-heading-2">${say('ledger')}</h2>${recordTables(ledger.summary, await pull('ledger'), ctx.language)}`}`,
    };
  },
  send: async (ctx, { deed = '', ...typed }: FormValues) => {
    const { levers } = await placeOf(ctx);
    const { nis = '', port = '' } = ctx.path;
    const lever = levers.find((one) => one.lever === deed);
    if (!lever) throw sandboxFailures['no-such-lever']();
    const answer = await ctx.pull(nis, port, deed, leverInput(lever.input, typed));
    return `/systems/${nis}/${port}?answer=${ctx.keep(answer)}`;
  },
});

/** Most levers answer nothing. */
const saysSomething = (answer: unknown): boolean => JSON.stringify(answer) !== '{}';

async function placeOf(ctx: ConsoleCtx): Promise<{ readonly town: ConsoleCtx['towns'][number] | undefined; readonly levers: readonly ListedLever[] }> {
  const { nis = '', port = '' } = ctx.path;
  const town = ctx.towns.find((one) => one.nis === nis);
  return { town, levers: town ? (await ctx.levers()).filter((lever) => lever.nis === nis && lever.port === port) : [] };
}

/** Where a person meets this system. */
function placesOf({ address, language, path: { nis = '' } }: ConsoleCtx, port: string): Markup | null {
  const say = sayIn(consoleTexts, language);
  const said: Readonly<Record<string, Content>> = {
    [messaging.id]: link(address(`/mailbox?town=${nis}`), say('mailbox')), [payment.id]: say('paymentPage'), [citizenLogin.id]: say('loginPage'), [officialLogin.id]: say('loginPage'),
  };
  const about = said[port];
  return about === undefined ? null : html`<p class="utrecht-paragraph">${about}</p>`;
}
