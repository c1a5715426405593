import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { problemSummary, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { partnershipTexts } from './partnership-texts.ts';

export type Word = keyof typeof partnershipTexts;

/** A field of one of these forms, by the word that names it. */
export interface Field { readonly name: Word; readonly kind: 'text' | 'day' | 'number'; readonly help?: Word }

export function wrongIn(fields: readonly Word[], tried: Tried | undefined, language: Language): Wrong[] {
  const say = sayIn(partnershipTexts, language);
  return fields.filter((name) => tried?.problems[name] !== undefined).map((field) => ({ field, said: say('wrongField', { field: say(field) }) }));
}

export function problemsOf(wrong: readonly Wrong[], tried: Tried | undefined, language: Language): Markup | null {
  const say = sayIn(partnershipTexts, language);
  if (tried?.failure === undefined) return problemSummary(say('problems'), wrong);
  return problemSummary(say('problems'), wrong, say(tried.failure === 'bpost-delivery.agreement-overlaps' ? 'overlaps' : 'refusedNow'));
}

export function fieldOf({ name, kind, help }: Field, tried: Tried | undefined, wrong: readonly Wrong[], language: Language): Markup {
  const say = sayIn(partnershipTexts, language);
  const said = wrong.find(({ field }) => field === name)?.said;
  if (kind === 'day') {
    return html`<div class="utrecht-form-field${said !== undefined && ' utrecht-form-field--invalid'}"><label class="utrecht-form-label" for="${name}">${say(name)}</label>
${said !== undefined && html`<p class="utrecht-form-field-error-message" id="${`${name}-wrong`}">${said}</p>`}
<input class="utrecht-textbox" type="date" id="${name}" name="${name}" value="${tried?.values[name]}"${said !== undefined && html` aria-invalid="true" aria-describedby="${`${name}-wrong`}"`} /></div>`;
  }
  return textField({ name, label: say(name), value: tried?.values[name], autocomplete: 'off', wrong, ...(help !== undefined && { help: say(help) }), ...(kind === 'number' && { more: html`inputmode="numeric"` }) });
}
