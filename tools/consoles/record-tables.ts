import type { Language } from '#services/kernel/context.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { consoleTexts } from './console-texts.ts';
import { moment, table } from './pieces.ts';

type Row = Readonly<Record<string, unknown>>;
const most = 100;
/** Instants are in epoch milliseconds; nothing else here is so large a whole number. */
const isInstant = (value: unknown): value is number => typeof value === 'number' && value > 10 ** 12;

/** The lists in a lever's answer, each as a table in the order in which the lever gives it; of a long one its end. `about`: what the lever says it shows. */
export function recordTables(about: string, answer: unknown, language: Language): Markup {
  const say = sayIn(consoleTexts, language);
  const lists = Object.entries(isRow(answer) ? answer : {}).flatMap(([, list]) => (Array.isArray(list) ? [list.filter(isRow)] : []));
  return html`${lists.map((all) => {
    if (all.length === 0) return html`<p class="utrecht-paragraph"><span lang="en">${about}</span> ${say('none')}</p>`;
    const shown = all.slice(-most);
    const heads = [...new Set(shown.flatMap(Object.keys))];
    return html`${table({ caption: about, captionLang: 'en', heads, rows: shown.map((row) => heads.map((head) => cellOf(row[head], language))) })}
${all.length > most && html`<p class="utrecht-paragraph">${say('latestOf', { shown: most, all: all.length })}</p>`}`;
  })}`;
}

function cellOf(value: unknown, language: Language): Content {
  const say = sayIn(consoleTexts, language);
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (isInstant(value)) return moment(value, language);
  return typeof value === 'string' || typeof value === 'number' ? value : html`<code>${JSON.stringify(value)}</code>`;
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
