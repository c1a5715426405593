import { z } from 'zod';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { homeTexts } from './home-texts.ts';
import { requestTexts } from './request-texts.ts';

const digits = (most: number) => z.string().trim().regex(new RegExp(`^\\d{1,${most}}$`)).transform(Number);
/** What stands on the card that expires: never the national number, which others keep and which never changes. */
const asked = z.object({
  cardNumber: z.string().max(40).transform((typed) => typed.replaceAll(/[\s.-]/g, '')).pipe(cardNumberSchema), day: digits(2), month: digits(2), year: digits(4),
}).transform(({ cardNumber, day, month, year }, ctx) => {
  const birthDate = daySchema.safeParse(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
  if (birthDate.success) return { cardNumber, birthDate: birthDate.data };
  ctx.addIssue({ code: 'custom', path: ['day'], message: 'no such day' });
  return z.NEVER;
});

/** A fresh code goes only to who has it already in the CRM, and the answer says nothing about anybody (decision 63). */
export const codeForgottenPage = definePage({
  path: '/code', for: 'anyone', secret: 'cardNumber', asks: ['invitation.askCode'],
  show: async (ctx, tried) => {
    const { language, telephone, address } = ctx;
    const say = sayIn(homeTexts, language);
    const wrong = wrongIn(language, tried);
    return {
      title: say('forgottenTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('forgottenTitle')}</h1>
${problemSummary(sayIn(requestTexts, language)('problems'), wrong, tried?.failure === undefined ? undefined : say('askDown'))}
<p class="utrecht-paragraph">${say('forgottenLook')}</p>
<p class="utrecht-paragraph">${say('forgottenLogin')}</p>
<h2 class="utrecht-heading-2">${say('askTitle')}</h2>
<p class="utrecht-paragraph">${say('askHelp')}</p>
${askForm(ctx, wrong, tried)}
<p class="utrecht-paragraph">${say('forgottenCall', { telephone })}</p>
<p class="utrecht-paragraph">${link(address('/'), sayIn(requestTexts, language)('back'))}</p>`,
    };
  },
  forms: {
    ask: defineForm(asked, async ({ call, address }, typed) => {
      await call('invitation.askCode', typed);
      return { goTo: address('/code/asked') };
    }),
  },
});

function wrongIn(language: PageCtx['language'], tried: Tried | undefined): Wrong[] {
  if (!tried) return [];
  const say = sayIn(homeTexts, language);
  const isWrong = (...fields: readonly string[]) => fields.some((field) => tried.problems[field] !== undefined);
  return [...(isWrong('cardNumber') ? [{ field: 'cardNumber', said: say('askCardWrong') }] : []), ...(isWrong('day', 'month', 'year') ? [{ field: 'day', said: say('askBirthWrong') }] : [])];
}

function askForm({ language, formFields, address }: PageCtx, wrong: readonly Wrong[], tried: Tried | undefined): Markup {
  const say = sayIn(homeTexts, language);
  const birthWrong = wrong.find(({ field }) => field === 'day')?.said;
  const described = `birth-help${birthWrong === undefined ? '' : ' birth-wrong'}`;
  const part = (name: 'day' | 'month' | 'year', label: string, autocomplete: string) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${label}</label>
<input class="utrecht-textbox" id="${name}" name="${name}" value="${tried?.values[name]}" inputmode="numeric" autocomplete="${autocomplete}" aria-describedby="${described}"${birthWrong !== undefined && html` aria-invalid="true"`} /></div>
`;
  return html`<form method="post" action="${address('/code')}" novalidate>${formFields('ask')}
${textField({ name: 'cardNumber', label: say('askCard'), help: say('askCardHelp'), value: tried?.values['cardNumber'], autocomplete: 'off', wrong, more: html`inputmode="numeric"` })}
<fieldset><legend class="utrecht-form-label">${say('askBirth')}</legend>
<p class="utrecht-form-field-description" id="birth-help">${say('askBirthHelp')}</p>
${birthWrong !== undefined && html`<p class="utrecht-form-field-error-message" id="birth-wrong">${birthWrong}</p>`}
<div class="eid-birth">${part('day', say('askDay'), 'bday-day')}${part('month', say('askMonth'), 'bday-month')}${part('year', say('askYear'), 'bday-year')}</div></fieldset>
<p class="eid-actions">${button(say('ask'))}</p>
</form>`;
}
