import type { Language } from '#services/kernel/context.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx, Shown, Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { visitRefusalIn } from './visit-refusal-texts.ts';
import { visitTexts } from './visit-texts.ts';

/** What there is to do now in a visit. */
export interface Now {
  readonly title: string;
  readonly body: Content;
  /** Other things that may be done, as links or forms. */
  readonly ways?: readonly Content[];
  /** Seconds until somebody should look again. */
  readonly live?: number;
}

export interface VisitPage {
  readonly purpose: Purpose;
  readonly title: string;
  /** Names of the steps, in their order. */
  readonly steps: readonly string[];
  /** Index of the present step; all are done when it is past the last. None when there is no visit. */
  readonly at: number | undefined;
  readonly now: Now;
  readonly tried?: Tried | undefined;
}

/** One step at a time: what is done, what is now, what comes. */
export function visitPage({ purpose, title, steps, at, now, tried }: VisitPage, ctx: Pick<PageCtx, 'language' | 'address' | 'path'>): Shown {
  const say = sayIn(visitTexts, ctx.language);
  const { ways = [], live } = now;
  const refused = tried?.failure === undefined ? undefined : visitRefusalIn(ctx.language, tried.failure);
  return {
    title: `${title} - ${now.title}`,
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
${at !== undefined && stepList(steps, at, ctx.language)}
${tried && problemSummary(say('problems'), [], refused ?? visitRefusalIn(ctx.language, 'other'))}
<section class="eid-now" aria-labelledby="now"><h2 class="utrecht-heading-2" id="now">${now.title}</h2>
${now.body}
</section>
${ways.length > 0 && html`<section aria-labelledby="more"><h2 class="utrecht-heading-3" id="more">${say('more')}</h2>
<ul class="eid-ways">${ways.map((way) => html`<li>${way}</li>
`)}</ul></section>`}
<p class="eid-visit-foot">${link(ctx.address(`/dossiers/${dossierIn(ctx)}`), say('toDossier'))} ${link(visitAddress(ctx, purpose), say('lookAgain'))}</p>`,
    // What was refused stays until somebody has read it.
    ...(live !== undefined && !tried && { live }),
  };
}

export const dossierIn = ({ path }: Pick<PageCtx, 'path'>): string => path['dossier'] ?? '';

export type Purpose = 'capture' | 'delivery';
export const visitAddress = ({ address, path }: Pick<PageCtx, 'address' | 'path'>, purpose: Purpose, below = ''): string => address(`/visits/${dossierIn({ path })}/${purpose}${below}`);

function stepList(steps: readonly string[], at: number, language: Language): Markup {
  const say = sayIn(visitTexts, language);
  return html`<ol class="eid-visit-steps" aria-label="${say('steps')}">${steps.map((name, index) => {
    const state = index < at ? 'done' : index === at ? 'now' : 'later';
    return html`<li class="${`eid-visit-step eid-visit-step--${state}`}"${state === 'now' && html` aria-current="step"`}><span class="eid-visit-name">${name}</span> <span class="eid-visit-mark">${state === 'done' && '✓ '}${say(state)}</span></li>
`;
  })}</ol>`;
}

/** A button that does one thing. `fields` come along with it. */
export function deedForm({ formFields }: Pick<PageCtx, 'formFields'>, name: string, label: string, { kind = 'primary', fields = {} }: { readonly kind?: 'primary' | 'secondary'; readonly fields?: Readonly<Record<string, string>> } = {}): Markup {
  return html`<form method="post" class="eid-step-deed">${formFields(name)}${Object.entries(fields).map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`)}
${button(label, kind)}</form>`;
}

/** A button that leads to another page. */
export function wayForm(to: string, label: string): Markup {
  return html`<form method="get" action="${to}" class="eid-step-deed">${button(label)}</form>`;
}

export function line(text: Content): Markup {
  return html`<p class="utrecht-paragraph">${text}</p>
`;
}

export function note(text: Content): Markup {
  return html`<p class="eid-note">${text}</p>
`;
}

/** What a screen reader says whenever it changes. */
export function statusLine(text: Content): Markup {
  return html`<div class="eid-progress" role="status">${text}</div>
`;
}

/** Something went wrong on the device: said until it is tried again. */
export function wrongLine(text: Content): Markup {
  return html`<p class="eid-wrong">${text}</p>
`;
}
