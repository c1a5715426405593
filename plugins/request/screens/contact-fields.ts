import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import { choice, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import type { Overview } from './overview-or-refusal.ts';
import { requestTexts } from './request-texts.ts';

interface Filled { readonly values: Readonly<Record<string, string>> | undefined; readonly wrong: readonly Wrong[]; readonly language: Language }

const media = ['email', 'sms', 'whatsapp', 'e-box', 'telephone', 'letter'] as const;

/** How the citizen is reached: filled in with what is known. */
export function contactFields({ citizen, values, wrong, language }: Filled & { readonly citizen: Overview['citizen'] }): Markup {
  const [say, shared] = [sayIn(appointmentTexts, language), sayIn(requestTexts, language)];
  const optional = (key: 'email' | 'mobile') => shared('optional', { label: say(key) });
  const optedIn = values ? values['whatsappOptIn'] === 'yes' : citizen.whatsappOptIn;
  const preferred = values ? values['preferredMedium'] : citizen.preferredMedium ?? '';
  return html`<h2 class="utrecht-heading-2">${say('contactTitle')}</h2>
${(citizen.email !== null || citizen.mobile !== null) && html`<p class="utrecht-paragraph">${say('contactEmpty')}</p>`}
${textField({ name: 'email', label: optional('email'), help: say('emailHelp'), type: 'email', value: values?.['email'] ?? citizen.email, autocomplete: 'email', wrong })}
${textField({ name: 'mobile', label: optional('mobile'), help: say('mobileHelp'), type: 'tel', value: values?.['mobile'] ?? citizen.mobile, autocomplete: 'tel', wrong })}
<div class="utrecht-form-field"><label class="utrecht-form-label" for="preferredMedium">${say('medium')}</label><br />
<select id="preferredMedium" name="preferredMedium"><option value="">${say('noPreference')}</option>${media.map((medium) => html`<option value="${medium}"${preferred === medium && html` selected`}>${say(`medium-${medium}`)}</option>`)}</select></div>
<p class="eid-choice"><input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input" id="whatsappOptIn" name="whatsappOptIn" value="yes"${optedIn && html` checked`} /><label for="whatsappOptIn">${say('whatsapp')}</label></p>`;
}

/** Who asks on behalf of the citizen. */
export function helperFields({ representative, values, wrong, language }: Filled & { readonly representative: Overview['representative'] }): Markup {
  const [say, shared] = [sayIn(appointmentTexts, language), sayIn(requestTexts, language)];
  return html`<h2 class="utrecht-heading-2">${say('yourselfTitle')}</h2>
${choice({ name: 'relation', legend: say('relation'), wrong, chosen: values ? values['relation'] : representative?.relation, options: (['parent', 'guardian', 'carer'] as const).map((value) => ({ value, label: say(`relation-${value}`) })) })}
${textField({ name: 'firstName', label: say('firstName'), value: values?.['firstName'] ?? representative?.firstName, autocomplete: 'given-name', wrong })}
${textField({ name: 'lastName', label: say('lastName'), value: values?.['lastName'] ?? representative?.lastName, autocomplete: 'family-name', wrong })}
${textField({ name: 'helperEmail', label: shared('optional', { label: say('yourEmail') }), help: say('emailHelp'), type: 'email', value: values?.['helperEmail'] ?? representative?.email, autocomplete: 'email', wrong })}
${textField({ name: 'helperMobile', label: shared('optional', { label: say('yourMobile') }), help: say('mobileHelp'), type: 'tel', value: values?.['helperMobile'] ?? representative?.mobile, autocomplete: 'tel', wrong })}`;
}
