import { z } from 'zod';
import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { reasonTexts } from './reason-texts.ts';

export const reasons = ['planned-work', 'incident', 'repaired', 'asked-by-partner', 'decision', 'mistake', 'done-otherwise', 'other'] as const;

/** Fields of every form that leaves a reason in the audit. */
export const reasonFields = { reason: z.enum(reasons), reference: z.string().trim().regex(/^[A-Za-z0-9-]{0,40}$/, 'wrong-reference').default('') };
const reasonSchema = z.object(reasonFields);

/** The code for the audit: `incident-int-4711`. */
export function whyOf({ reason, reference }: z.output<typeof reasonSchema>): string {
  return reference === '' ? reason : `${reason}-${reference.toLowerCase()}`;
}

/** What was wrong with the reason of a form that came back. */
export function wrongReason(tried: Tried | undefined, language: Language): Wrong[] {
  const say = sayIn(reasonTexts, language);
  return [
    ...(tried?.problems['reason'] === undefined ? [] : [{ field: 'reason', said: say('missing') }]),
    ...(tried?.problems['reference'] === undefined ? [] : [{ field: 'reference', said: say('wrongReference') }]),
  ];
}

export function askReason(language: Language, wrong: readonly Wrong[] = [], values: Readonly<Record<string, string>> = {}): Markup {
  const say = sayIn(reasonTexts, language);
  const said = wrong.find(({ field }) => field === 'reason')?.said;
  return html`<div class="utrecht-form-field${said !== undefined && ' utrecht-form-field--invalid'}">
<label class="utrecht-form-label" for="reason">${say('reason')}</label>
<p class="utrecht-form-field-description" id="reason-help">${say('reasonHelp')}</p>
${said !== undefined && html`<p class="utrecht-form-field-error-message" id="reason-wrong">${said}</p>`}
<select class="utrecht-select utrecht-select--html-select" id="reason" name="reason" aria-describedby="reason-help${said !== undefined && ' reason-wrong'}"${said !== undefined && html` aria-invalid="true"`}><option value=""></option>${reasons.map((reason) => html`<option value="${reason}"${values['reason'] === reason && html` selected`}>${say(reason)}</option>`)}</select>
</div>
${textField({ name: 'reference', label: say('reference'), help: say('referenceHelp'), value: values['reference'], autocomplete: 'off', wrong })}`;
}
