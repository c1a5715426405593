import { z } from 'zod';
import { postcodeSchema } from '#services/belgium/address.ts';
import { daySchema } from '#services/belgium/day.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, facts, link } from '#services/pieces/form-pieces.ts';
import { fieldOf, problemsOf, reasonMissing, wrongIn, type Field } from './partnership-pieces.ts';
import { partnershipTexts } from './partnership-texts.ts';

const fields = [
  { name: 'reference', kind: 'text' }, { name: 'region', kind: 'text' }, { name: 'postcodes', kind: 'text', help: 'postcodesHelp', wrong: 'wrongPostcodes' }, { name: 'from', kind: 'day' }, { name: 'until', kind: 'day', wrong: 'wrongLastDay' },
  { name: 'leadDays', kind: 'number', least: 0, most: 30 }, { name: 'promisedDays', kind: 'number', least: 1, most: 90, help: 'promisedDaysHelp' },
  { name: 'capacity', kind: 'number', least: 1, most: 10_000, help: 'capacityHelp' },
] as const satisfies readonly Field[];
const whole = z.string().trim().regex(/^\d{1,5}$/).transform(Number);
const asked = z.object({
  reference: z.string().trim().min(1).max(80), region: z.string().trim().min(1).max(60), postcodes: z.string().transform((typed) => typed.split(/[\s,;]+/).filter((part) => part !== '')).pipe(z.array(postcodeSchema).min(1).max(500)),
  from: daySchema, until: daySchema, leadDays: whole.pipe(z.int().max(30)), promisedDays: whole.pipe(z.int().min(1).max(90)),
  capacity: z.union([z.string().trim().length(0).transform(() => null), whole.pipe(z.int().min(1).max(10_000))]), per: z.enum(['day', 'week']).default('day'),
}).refine(({ from, until }) => from <= until, { path: ['until'] });

/** What was agreed is written down as it stands on paper. */
export const recordAgreementPage = definePage({
  front: 'desk', path: '/partnership/agreements/record', for: 'official', element: 'eid-record-agreement',
  show: async (ctx, tried) => {
    const { language, address, formFields, may } = ctx;
    if (!may('bpost-delivery.recordAgreement')) return { goTo: address('/partnership') };
    const say = sayIn(partnershipTexts, language);
    const wrong = wrongIn(fields, tried, language);
    return {
      title: say('record'),
      body: html`<h1 class="utrecht-heading-1">${say('record')}</h1>
${problemsOf(wrong, tried, language)}
<p class="eid-note">${say('recordText')}</p>
<form method="post" action="${address('/partnership/agreements/record')}" novalidate>${formFields('record')}
${fields.map((field) => fieldOf(field, tried, wrong, language))}
${choice({ name: 'per', legend: say('per'), wrong: [], chosen: tried?.values['per'] ?? 'day', options: (['day', 'week'] as const).map((value) => ({ value, label: say(value) })) })}
<p class="eid-actions">${button(say('save'))} ${link(address('/partnership'), say('keep'))}</p></form>`,
    };
  },
  forms: {
    record: defineForm(asked, async (ctx, { capacity, per, ...agreement }) => {
      await ctx.call('bpost-delivery.recordAgreement', { ...agreement, capacity: capacity === null ? null : { deliveries: capacity, per } });
      return { goTo: ctx.address('/partnership') };
    }),
  },
});

const reasons = ['ended-early', 'service-poor', 'recorded-wrongly'] as const;

/** Says what stands and what it brings about, before it is done. */
export const withdrawAgreementPage = definePage({
  front: 'desk', path: '/partnership/agreements/{agreement}/withdraw', for: 'official', element: 'eid-withdraw-agreement',
  show: async (ctx, tried) => {
    const { language, address, formFields, may, call, path } = ctx;
    const { agreements } = await call('bpost-delivery.agreements', {});
    const found = agreements.find(({ agreement, standing }) => agreement !== null && agreement === path['agreement'] && (standing === 'holds' || standing === 'to-come'));
    if (!found || !may('bpost-delivery.withdrawAgreement')) return { goTo: address('/partnership') };
    const say = sayIn(partnershipTexts, language);
    const wrong = reasonMissing(tried, language);
    return {
      title: say('withdrawTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('withdrawTitle')}</h1>
${problemsOf(wrong, tried, language)}
<p class="eid-note">${say('withdrawHarm', { busy: found.busy })}</p>
${facts([[say('region'), found.region], [say('reference'), found.reference ?? ''], [say('postcodes'), found.postcodes.join(' ')]])}
<form method="post" action="${address(`/partnership/agreements/${found.agreement ?? ''}/withdraw`)}" novalidate>${formFields('withdraw')}
${choice({ name: 'why', legend: say('why'), wrong, chosen: tried?.values['why'], options: reasons.map((value) => ({ value, label: say(`why-${value}`) })) })}
<p class="eid-actions">${button(say('withdraw'))} ${link(address('/partnership'), say('keep'))}</p></form>`,
    };
  },
  forms: {
    withdraw: defineForm(z.object({ why: z.enum(reasons) }), async (ctx, { why }) => {
      await ctx.call('bpost-delivery.withdrawAgreement', { agreement: ctx.path['agreement'] ?? '', reason: why });
      return { goTo: ctx.address('/partnership') };
    }),
  },
});
