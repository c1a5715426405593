import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { problemSummary, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { partnershipTexts } from './partnership-texts.ts';

export type Word = keyof typeof partnershipTexts;

interface Named { readonly name: Word; readonly help?: Word; /** What to do, where more is asked than that something stands there. */ readonly wrong?: Word }
/** A field of one of these forms, by the word that names it. */
export type Field = Named & ({ readonly kind: 'text' | 'day' } | { readonly kind: 'number'; readonly least: number; readonly most: number });

/** What is to be done about each field that does not fit. */
export function wrongIn(fields: readonly Field[], tried: Tried | undefined, language: Language): Wrong[] {
  return fields.filter(({ name }) => tried?.problems[name] !== undefined).map((field) => ({ field: field.name, said: whatToDo(field, language) }));
}

function whatToDo(field: Field, language: Language): string {
  const say = sayIn(partnershipTexts, language);
  if (field.wrong !== undefined) return say(field.wrong);
  if (field.kind === 'number') return say('wrongNumber', { field: say(field.name), least: field.least, most: field.most });
  return say(field.kind === 'day' ? 'wrongDay' : 'wrongText', { field: say(field.name) });
}

/** The reason of a withdrawal was not chosen. */
export function reasonMissing(tried: Tried | undefined, language: Language): Wrong[] {
  return tried?.problems['why'] === undefined ? [] : [{ field: 'why', said: partnershipTexts.whyMissing[language] }];
}

/** When something was withdrawn, and why: reasons are codes, and those that have no words here are left out. */
export function sayWithdrawn(when: string, reason: string | null, language: Language): string {
  const say = sayIn(partnershipTexts, language);
  const [withdrawn, why] = [say('withdrawnAt', { when }), `why-${reason ?? ''}`];
  return isWord(why) ? say('withdrawnBecause', { withdrawn, why: say(why) }) : withdrawn;
}

const isWord = (name: string): name is Word => Object.hasOwn(partnershipTexts, name);

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
