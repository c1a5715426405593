import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { requestTexts } from './request-texts.ts';
import { sayVisit } from './say-visit.ts';
import { statusTexts } from './status-texts.ts';

export type Status = ActionOutput<'request.status'>;
export type Visit = Pick<Status['appointments'][number], 'purpose' | 'start' | 'end'>;

/** What stands in the calendar. bpost keeps its own: of its visit only the dossier knows. */
export const certainVisits = ({ appointments }: Pick<Status, 'appointments'>): readonly Status['appointments'][number][] => appointments.filter(({ state }) => state === 'confirmed');

export function nameOfVisit(purpose: Visit['purpose'], language: Language): string {
  return sayIn(requestTexts, language)(purpose === 'capture' ? 'visitCapture' : 'visitDelivery');
}

export function visitsList(status: Pick<Status, 'appointments'>, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup | null {
  const visits = certainVisits(status);
  if (visits.length === 0) return null;
  const say = sayIn(statusTexts, language);
  return html`<h2 class="utrecht-heading-2">${say('visitsTitle')}</h2>
${facts(visits.map((visit) => [nameOfVisit(visit.purpose, language), html`${sayVisit(visit, language)}<br />${link(address(`/calendar/${visit.purpose}`), say('calendar'))}`]))}`;
}
