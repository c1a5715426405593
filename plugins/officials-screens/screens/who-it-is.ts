import { formatAddress, formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { dossierTexts } from './dossier-texts.ts';

type Who = ActionOutput<'request.citizen'> | 'silent' | undefined;

/** Asked of the CRM, and noted there and here as a look-up. A CRM that does not answer keeps nobody from the rest of the dossier. */
export async function whoItIs({ call, may }: Pick<PageCtx, 'call' | 'may'>, dossier: string): Promise<Who> {
  if (!may('request.citizen')) return undefined;
  try {
    return await call('request.citizen', { dossier });
  } catch (error) {
    if (isFailure(error, 'caller.plugin-disabled') || isFailure(error, 'person.unknown')) return undefined;
    if (isFailure(error) && error.code >= 500) return 'silent';
    throw error;
  }
}

export const nameOf = (who: Who): string | undefined => (who === undefined || who === 'silent' || !who.citizen ? undefined : `${who.citizen.firstName} ${who.citizen.lastName}`);

export function whoSection(who: Who, { language }: Pick<PageCtx, 'language'>): Markup | null {
  if (who === undefined) return null;
  const say = sayIn(dossierTexts, language);
  return html`<section class="eid-card"><h2 class="utrecht-heading-2">${say('whoTitle')}</h2>
${who === 'silent' ? html`<p class="eid-note">${say('crmSilent')}</p>` : whoIn(who, language)}</section>`;
}

function whoIn({ citizen, representative }: Exclude<Who, 'silent' | undefined>, language: PageCtx['language']): Markup {
  const say = sayIn(dossierTexts, language);
  if (!citizen) return html`<p class="eid-note">${say('unknownCitizen')}</p>`;
  const [street, city] = formatAddress(citizen.address, language);
  const numbers = [citizen.mobile, citizen.phone].filter((number) => number !== null);
  const ways = [...numbers.map((number) => link(`tel:${number.replaceAll(/[^+\d]/g, '')}`, number)), ...(citizen.email === null ? [] : [link(`mailto:${citizen.email}`, citizen.email)])];
  return html`${!citizen.reachable && html`<p class="eid-wrong">${say('unreachable')}</p>`}
${facts([
    [say('address'), html`${street}<br />${city}`],
    ...(citizen.birthDate === null ? [] : [[say('birthDate'), formatDay(citizen.birthDate, language)] as const]),
    [say('contact'), ways.length === 0 ? say('noContact') : ways.map((way, index) => html`${index > 0 && html`<br />`}${way}`)],
    [say('language'), say(`language-${citizen.language}`)],
    ...(representative === null ? [] : [[say('representative'), html`${representative.firstName} ${representative.lastName} (${say(`relation-${representative.relation}`)})${representative.mobile !== null && html`<br />${link(`tel:${representative.mobile.replaceAll(/[^+\d]/g, '')}`, representative.mobile)}`}`] as const]),
  ])}`;
}
