import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { defineConsolePage, type ConsoleCtx } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { button, link, table } from './pieces.ts';
import { startTexts } from './start-texts.ts';
import { testPersons, type TestPerson } from './test-persons.ts';
import type { Town } from './towns.ts';

/** Who can click what, with which test login. */
export const startPage = defineConsolePage({
  path: '', name: 'console-start',
  show: async (ctx, tried) => {
    const say = sayIn(startTexts, ctx.language);
    const towns = await Promise.all(ctx.towns.map(async (town) => townSection(ctx, town, await testPersons(ctx, town))));
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${tried && html`<div class="eid-wrong" role="alert"><p class="utrecht-paragraph">${tried.says}</p></div>`}
<p class="utrecht-paragraph">${say('intro')}</p>
<ul class="utrecht-unordered-list">
<li>${link(ctx.address('/mailbox'), sayIn(consoleTexts, ctx.language)('mailbox'))}: ${say('mailboxIs')}</li>
<li>${link(ctx.address('/systems'), sayIn(consoleTexts, ctx.language)('systems'))}: ${say('systemsAre')}</li>
<li>${link(ctx.address('/clock'), sayIn(consoleTexts, ctx.language)('clock'))}: ${say('clockIs')}</li>
<li>${link('/openapi', say('api'))}: ${say('apiIs')}</li>
</ul>
<h2 class="utrecht-heading-2">${say('firstTitle')}</h2>
<ol class="eid-steps"><li>${say('first1')}</li><li>${say('first2')}</li><li>${say('first3')}</li><li>${say('first4')}</li></ol>
${ctx.towns.length === 0 ? html`<p class="utrecht-paragraph">${say('noTowns')}</p>` : towns}`,
    };
  },
  send: (ctx, { nis = '' }) => beginSignIn(ctx, nis),
});

function townSection(ctx: ConsoleCtx, town: Town, persons: readonly TestPerson[]): Markup {
  const say = sayIn(startTexts, ctx.language);
  return html`<h2 class="utrecht-heading-2">${town.name}</h2>
${table({ caption: say('whoCan', { town: town.name }), heads: [say('who'), say('login'), say('where')], rows: [...citizenRows(ctx, town), ...staffRows(ctx, town)] })}
${persons.length > 0 && table({ caption: say('persons', { town: town.name }), heads: [say('name'), say('number'), say('expires'), say('language'), say('remarks'), say('messages')], rows: persons.map((person) => personRow(ctx, person)) })}`;
}

function citizenRows(ctx: ConsoleCtx, { nis, pages, languages }: Town): Content[][] {
  const say = sayIn(startTexts, ctx.language);
  if (pages === undefined) return [];
  const site = link(`${pages}/${languages.find((language) => language === ctx.language) ?? languages[0]}`, say('citizenPages'));
  return [
    [say('citizenByCode'), say('byCode'), html`${link(ctx.address(`/mailbox?town=${nis}`), say('openMailbox'))}`],
    [say('citizenByLogin'), say('byNumber'), html`${site}: ${say('byLoginHow')}`],
    [say('representative'), say('byTheirCode'), html`${site}: ${say('representativeHow')}`],
  ];
}

function staffRows(ctx: ConsoleCtx, { nis, desk, languages, organisation, officials, employees, systems }: Town): Content[][] {
  const say = sayIn(startTexts, ctx.language);
  const [official] = officials;
  const screens = desk !== undefined && html`${link(`${desk}/${languages.find((language) => language === ctx.language) ?? languages[0]}`, say('deskPages'))}. `;
  const page = systems.some(({ port, served }) => port === 'official-login' && served);
  const credential = link(ctx.address(`/systems/${nis}/house`), say('credential'));
  const toLogin = page ? html`<form method="post">${ctx.formProof}<input type="hidden" name="nis" value="${nis}" />${button(say('logIn'), 'secondary', 'sign-in')}</form>` : credential;
  const roles: readonly (readonly [role: string, who: string])[] = [['official', say('official')], ['clerk', say('clerk')], ['administrator', say('administrator')]];
  const staff = organisation === undefined || official === undefined ? [] : roles.map(([role, who]): Content[] => [
    who, html`${say('officialName')} <code>${role === 'official' ? official : `${role}.test`}</code>, ${say('officialRoles')} <code>${`${role}:${organisation}`}</code>`,
    html`${screens}${say('orKey')} ${toLogin}`,
  ]);
  return [
    ...staff,
    [say('dataProtection'), credential, say('overApi')],
    ...employees.map((employee): Content[] => [say('bpostEmployee'), html`<code>${employee}</code>`, html`${link(ctx.address(`/systems/${nis}/bpost`), say('playBpost'))}: ${say('bpostHow')}`]),
  ];
}

function personRow(ctx: ConsoleCtx, { name, insz, expiresOn, language, remarks, find }: TestPerson): Content[] {
  const say = sayIn(startTexts, ctx.language);
  return [name, html`<code>${insz}</code>`, expiresOn, language, remarks.map((remark) => say(remark)).join(', '), link(ctx.address(`/mailbox?find=${encodeURIComponent(find)}`), say('messagesOf', { name }))];
}
