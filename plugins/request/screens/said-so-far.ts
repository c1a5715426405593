import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { complaintTexts } from './complaint-texts.ts';

type Said = ActionOutput<'complaints.ofDossier'>['complaints'][number];

/** What a citizen said about the service and what became of it: that it came in, until when an answer takes, and the answer. */
export async function saidSoFar({ call, dossier, language }: Pick<PageCtx, 'call' | 'dossier' | 'language'>): Promise<Markup | null> {
  const complaints = await asked(call, dossier);
  if (complaints.length === 0) return null;
  const say = sayIn(complaintTexts, language);
  return html`<h2 class="utrecht-heading-2">${say('saidTitle')}</h2>
<ul class="utrecht-unordered-list">${complaints.map((said) => html`<li>${say('received', { about: say(`about-${said.about}`), day: formatDay(dayOf(said.receivedAt), language) })} ${becameOf(said, language)}</li>
`)}</ul>`;
}

/** Nothing, where the municipality takes no complaints in here. */
async function asked(call: PageCtx['call'], dossier: string): Promise<readonly Said[]> {
  try {
    return (await call('complaints.ofDossier', { dossier })).complaints;
  } catch (error) {
    if (isFailure(error, 'caller.plugin-disabled')) return [];
    throw error;
  }
}

function becameOf({ tone, state, answer, answerOn, endedAt }: Said, language: PageCtx['language']): Content {
  const say = sayIn(complaintTexts, language);
  const day = formatDay(dayOf(endedAt ?? 0), language);
  if (state === 'answered' && answer !== null) return html`${say('answered', { day })}<blockquote class="eid-note">${answer.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => html`<p class="utrecht-paragraph">${line}</p>`)}</blockquote>`;
  if (state === 'answered') return say('answeredThere', { day });
  if (tone === 'positive') return say('thanks');
  if (state === 'closed') return say('closed');
  return answerOn === null ? null : say('answerBy', { day: formatDay(answerOn, language) });
}
