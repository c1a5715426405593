import { html } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { defineConsolePage } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { mailTexts } from './mail-texts.ts';
import { messagesOf, type Received } from './messages.ts';
import { button, link, moment, table } from './pieces.ts';

const most = 200;

/** Every message of every municipality, the newest first; `?town=` and `?find=` narrow it. */
export const mailboxPage = defineConsolePage({
  path: '/mailbox', name: 'console-mailbox',
  show: async (ctx) => {
    const { language, query, towns, address } = ctx;
    const say = sayIn(mailTexts, language);
    const [town, find] = [query.get('town') ?? '', (query.get('find') ?? '').trim()];
    const chosen = towns.filter(({ nis }) => town === '' || nis === town);
    const all = (await Promise.all(chosen.map((one) => messagesOf(ctx, one)))).flat();
    const found = all.filter((message) => holds(message, find.toLowerCase())).toSorted((a, b) => b.at - a.at || compare(b, a));
    const rows = found.slice(0, most).map((message) => [
      moment(message.at, language), message.town.name, say(message.medium), message.to,
      html`<a class="utrecht-link" href="${address(`/mailbox/${message.town.nis}/${message.place}`)}" lang="${message.language}">${titleOf(message)}</a>`,
    ]);
    return {
      title: sayIn(consoleTexts, language)('mailbox'),
      body: html`<h1 class="utrecht-heading-1">${sayIn(consoleTexts, language)('mailbox')}</h1>
<p class="utrecht-paragraph">${say('intro')}</p>
<form method="get" class="eid-row">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="town">${say('town')}</label><select id="town" name="town"><option value="">${say('allTowns')}</option>${towns.map(({ nis, name }) => html`<option value="${nis}"${nis === town && html` selected`}>${name}</option>`)}</select></div>
<div class="utrecht-form-field"><label class="utrecht-form-label" for="find">${say('find')}</label><input class="utrecht-textbox" id="find" name="find" type="text" value="${find}" autocomplete="off" /></div>
<p class="eid-actions">${button(say('search'), 'secondary')}</p>
</form>
${rows.length === 0 ? html`<p class="utrecht-paragraph">${say('nothing')}</p>` : table({ caption: say('shown', { shown: rows.length, all: all.length }), heads: [say('when'), say('town'), say('by'), say('to'), say('message')], rows })}
${(town !== '' || find !== '') && html`<p class="utrecht-paragraph">${link(address('/mailbox'), say('everything'))}</p>`}`,
    };
  },
});

/** What a message is called in a list: texts without a subject by how they begin. */
export const titleOf = ({ subject, body }: Pick<Received, 'subject' | 'body'>): string => (subject === '' ? `${body.slice(0, 60)}${body.length > 60 ? '…' : ''}` : subject);

const holds = ({ to, subject, body }: Received, find: string): boolean => [to, subject, body].some((text) => text.toLowerCase().includes(find));

/** Of two of one moment the one that came later. */
const compare = (a: Received, b: Received): number => a.place.localeCompare(b.place, 'en', { numeric: true });
