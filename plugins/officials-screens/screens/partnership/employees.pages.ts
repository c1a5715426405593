import { z } from 'zod';
import { daySchema } from '#services/belgium/day.ts';
import { formatDay, formatMoment } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, facts, link } from '#services/pieces/form-pieces.ts';
import { fieldOf, problemsOf, reasonMissing, sayWithdrawn, wrongIn, type Field } from './partnership-pieces.ts';
import { partnershipTexts } from './partnership-texts.ts';

type Employee = ActionOutput<'bpost-delivery.employees'>['employees'][number];

/** Who of bpost may hand cards over, with training and certificates: what ends soon on top. */
export const employeesPage = definePage({
  front: 'desk', path: '/partnership/employees', for: 'official', element: 'eid-bpost-employees',
  show: async (ctx) => {
    const say = sayIn(partnershipTexts, ctx.language);
    const { employees } = await ctx.call('bpost-delivery.employees', {});
    return {
      title: say('employees'), live: 30,
      body: html`<h1 class="utrecht-heading-1">${say('employees')}</h1>
<p class="eid-links">${ctx.may('bpost-delivery.certify') && link(ctx.address('/partnership/employees/record'), say('certify'))} ${link(ctx.address('/partnership'), say('toPartnership'))}</p>
${employees.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<ul class="eid-cards">${employees.map((one) => cardOf(one, ctx))}</ul>`}`,
    };
  },
});

const mayAct: readonly Employee['standing'][] = ['valid', 'ends-soon', 'to-come'];

function cardOf({ employee, standing, validUntil, certificates, withdrawals }: Employee, { language, address, may }: PageCtx): Markup {
  const say = sayIn(partnershipTexts, language);
  return html`<li class="eid-card"><h2 class="utrecht-heading-3">${employee}</h2>
<p><span class="eid-tag${standing !== 'valid' && standing !== 'to-come' && ' eid-tag--late'}">${say(standing)}</span></p>
${validUntil !== null && html`<p>${say('validUntil')} <strong>${formatDay(validUntil, language)}</strong></p>`}
<ul class="eid-lines">${certificates.map((one) => html`<li>${say('certificate')}, ${say(`from-${one.from}`)}: ${say('fromUntil', { from: formatDay(one.validFrom, language), until: formatDay(one.validUntil, language) })}
${one.withdrawnAt !== null && html`<br /><strong>${sayWithdrawn(formatMoment(one.withdrawnAt, language), withdrawals.find(({ at }) => at === one.withdrawnAt)?.reason ?? null, language)}</strong>`}
${one.training !== null && html`<br />${say('training')}: ${one.training}${one.trainedOn !== null && `, ${formatDay(one.trainedOn, language)}`}`}
${one.evidence !== null && html`<br />${say('evidence')}: ${one.evidence}`}</li>
`)}</ul>
${mayAct.includes(standing) && may('bpost-delivery.withdrawCertificates') && html`<p class="eid-visit-foot">${link(address(`/partnership/employees/${encodeURIComponent(employee)}/withdraw`), say('withdrawEmployee'))}</p>`}</li>
`;
}

const fields = [
  { name: 'employee', kind: 'text', help: 'employeeHelp', wrong: 'wrongEmployee' }, { name: 'training', kind: 'text' }, { name: 'trainedOn', kind: 'day', wrong: 'wrongTrainedOn' }, { name: 'validFrom', kind: 'day' },
  { name: 'validUntil', kind: 'day', wrong: 'wrongLastDay' }, { name: 'evidence', kind: 'text' },
] as const satisfies readonly Field[];
const asked = z.object({
  employee: z.string().trim().regex(/^[A-Za-z]{1,10}-?\d{1,8}$/), training: z.string().trim().min(1).max(80), trainedOn: daySchema, validFrom: daySchema, validUntil: daySchema, evidence: z.string().trim().min(1).max(80),
}).refine(({ validFrom, validUntil }) => validFrom <= validUntil, { path: ['validUntil'] }).refine(({ trainedOn, validFrom }) => trainedOn <= validFrom, { path: ['trainedOn'] });

export const certifyPage = definePage({
  front: 'desk', path: '/partnership/employees/record', for: 'official', element: 'eid-certify',
  show: async ({ language, address, formFields, may }, tried) => {
    if (!may('bpost-delivery.certify')) return { goTo: address('/partnership/employees') };
    const say = sayIn(partnershipTexts, language);
    const wrong = wrongIn(fields, tried, language);
    return Promise.resolve({
      title: say('certify'),
      body: html`<h1 class="utrecht-heading-1">${say('certify')}</h1>
${problemsOf(wrong, tried, language)}
<p class="eid-note">${say('certifyText')}</p>
<form method="post" action="${address('/partnership/employees/record')}" novalidate>${formFields('certify')}
${fields.map((field) => fieldOf(field, tried, wrong, language))}
<p class="eid-actions">${button(say('save'))} ${link(address('/partnership/employees'), say('keep'))}</p></form>`,
    });
  },
  forms: {
    certify: defineForm(asked, async (ctx, certificate) => {
      await ctx.call('bpost-delivery.certify', certificate);
      return { goTo: ctx.address('/partnership/employees') };
    }),
  },
});

const reasons = ['bpost-telephoned', 'incident', 'recorded-wrongly'] as const;

/** From then on nobody is let in at a door by this employee: asked once more. */
export const withdrawEmployeePage = definePage({
  front: 'desk', path: '/partnership/employees/{employee}/withdraw', for: 'official', element: 'eid-withdraw-employee',
  show: async ({ call, language, address, formFields, may, path }, tried) => {
    const { employees } = await call('bpost-delivery.employees', {});
    const found = employees.find(({ employee, standing }) => employee === path['employee'] && mayAct.includes(standing));
    if (!found || !may('bpost-delivery.withdrawCertificates')) return { goTo: address('/partnership/employees') };
    const say = sayIn(partnershipTexts, language);
    const wrong = reasonMissing(tried, language);
    return {
      title: say('withdrawEmployee'),
      body: html`<h1 class="utrecht-heading-1">${say('withdrawEmployee')}</h1>
${problemsOf(wrong, tried, language)}
<p class="eid-note">${say('withdrawEmployeeHarm', { employee: found.employee })}</p>
${facts([[say('employee'), found.employee], ...(found.validUntil === null ? [] : [[say('validUntil'), formatDay(found.validUntil, language)] as const])])}
<form method="post" action="${address(`/partnership/employees/${encodeURIComponent(found.employee)}/withdraw`)}" novalidate>${formFields('withdraw')}
${choice({ name: 'why', legend: say('why'), wrong, chosen: tried?.values['why'], options: reasons.map((value) => ({ value, label: say(`why-${value}`) })) })}
<p class="eid-actions">${button(say('withdrawEmployee'))} ${link(address('/partnership/employees'), say('keep'))}</p></form>`,
    };
  },
  forms: {
    withdraw: defineForm(z.object({ why: z.enum(reasons) }), async (ctx, { why }) => {
      await ctx.call('bpost-delivery.withdrawCertificates', { employee: ctx.path['employee'] ?? '', reason: why });
      return { goTo: ctx.address('/partnership/employees') };
    }),
  },
});
