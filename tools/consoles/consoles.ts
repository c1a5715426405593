import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '#services/gateway/answer.ts';
import { isAtThisMachine } from '#services/gateway/at-this-machine.ts';
import type { Exchange } from '#services/gateway/exchange.ts';
import { gatewayFailures } from '#services/gateway/gateway-failures.ts';
import { chosenLanguage } from '#services/gateway/pages/chosen-language.ts';
import { readForm } from '#services/gateway/pages/read-form.ts';
import { openStylesheet } from '#services/gateway/pages/stylesheet.ts';
import type { Consoles } from '#services/gateway/routes.ts';
import type { Served } from '#services/gateway/served.ts';
import type { House } from '#services/host/open-house.ts';
import type { Language } from '#services/kernel/context.ts';
import { isFailure, type FailureLike } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import type { Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { attachmentPage } from './attachment.page.ts';
import { clockPage } from './clock.page.ts';
import type { ConsoleCtx, ConsolePage, HandedFile, Tried } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { keptAnswers } from './kept-answers.ts';
import { mailboxPage } from './mailbox.page.ts';
import { messagePage } from './message.page.ts';
import { consoleLanguages, consolesRoot, wrapConsole } from './shell.ts';
import { signInPage } from './sign-in.page.ts';
import { signedInPage } from './signed-in.page.ts';
import { startPage } from './start.page.ts';
import { systemPage } from './system.page.ts';
import { systemsPage } from './systems.page.ts';
import { townsOf } from './towns.ts';

export interface ConsolesMeans {
  readonly house: Pick<House, 'engine' | 'pages' | 'sandbox' | 'call'>;
  /** Where a browser of this machine reaches the house, without a slash at the end. */
  readonly houseUrl: () => string;
  readonly outsideUrl: string | undefined;
}

const pages: readonly ConsolePage[] = [startPage, mailboxPage, messagePage, attachmentPage, systemsPage, systemPage, clockPage, signInPage, signedInPage];
const see = (path: string): Answer => ({ status: 303, mediaType: 'text/plain; charset=utf-8', body: '', headers: { Location: path } });

/**
 * Pages from which a person on this machine looks at the sandboxes of a test set-up, and plays the outside. They have no login: so to anyone who is not at this
 * machine there is nothing here, and what a form does is done only for a form that was made here.
 */
export function openConsoles(means: ConsolesMeans): Consoles {
  const answers = keptAnswers();
  const sheet = openStylesheet('pages');
  const own = ownSheet();
  const secret = randomBytes(32).toString('base64url');
  const sheets = [`${consolesRoot}/assets/${sheet.name}`, `${consolesRoot}/assets/${own.name}`];

  const ctxOf = ({ path, query }: Exchange, language: Language): ConsoleCtx => {
    const towns = townsOf(means.house);
    return {
      language, path, query, towns, address: (to) => `${consolesRoot}/${language}${to}`, outsideUrl: means.outsideUrl, houseUrl: means.houseUrl(),
      levers: () => means.house.sandbox.list(), pull: (...pulled) => means.house.sandbox.pull(...pulled),
      askHouse: ({ id }, action, input) => means.house.call(action, input, { kind: 'system', actor: 'system:consoles', municipality: id, scopes: ['sign-in:begin'] }),
      keep: answers.keep, kept: answers.find,
      formProof: html`<input type="hidden" name="proof" value="${secret}" />`,
    };
  };
  const write = (page: ConsolePage, { path, query }: Exchange, language: Language, shown: Shown | HandedFile): Answer => {
    if ('bytes' in shown) return fileOf(shown);
    // What a lever answered is shown once, in the language in which it was pulled.
    const here = `${page.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(path[name] ?? ''))}${query.size > 0 ? `?${query.toString()}` : ''}`;
    return wrapConsole(shown, { language, here, sheets });
  };
  const serve = async (page: ConsolePage, exchange: Exchange): Promise<Answer> => {
    demandThisMachine(exchange);
    const language = consoleLanguages.find((spoken) => spoken === exchange.path['language']);
    if (!language) return see(`${consolesRoot}/${chosenLanguage(exchange.request.headers['accept-language'], consoleLanguages)}`);
    const ctx = ctxOf(exchange, language);
    try {
      return exchange.request.method === 'POST' ? await take(page, exchange, ctx) : write(page, exchange, language, await page.show(ctx));
    } catch (error) {
      if (!isFailure(error)) throw error;
      const say = sayIn(consoleTexts, language);
      return write(page, exchange, language, { title: say('awayTitle'), status: error.code, body: html`<h1 class="utrecht-heading-1">${say('awayTitle')}</h1><p class="utrecht-paragraph" lang="en">${error.message}</p>` });
    }
  };
  const take = async (page: ConsolePage, exchange: Exchange, ctx: ConsoleCtx): Promise<Answer> => {
    const { proof = '', ...values } = await readForm(exchange.request);
    const say = sayIn(consoleTexts, ctx.language);
    if (!page.send || !isFromHere(exchange) || !same(proof, secret)) {
      return write(page, exchange, ctx.language, { title: say('oldTitle'), status: 422, body: html`<h1 class="utrecht-heading-1">${say('oldTitle')}</h1><p class="utrecht-paragraph">${say('old')}</p>` });
    }
    try {
      return see(ctx.address(await page.send(ctx, values)));
    } catch (error) {
      if (!isFailure(error)) throw error;
      return write(page, exchange, ctx.language, { status: 422, ...await page.show(ctx, triedOf(values, error)) });
    }
  };
  const at = (name: string, answer: Served['serve']): ReadonlyMap<string, Served> => new Map([['GET', { name, serve: answer }]]);
  const guarded = (answer: Served['serve']): Served['serve'] => async (exchange) => { demandThisMachine(exchange); return answer(exchange); };

  const addresses = new Map<string, ReadonlyMap<string, Served>>([
    [consolesRoot, at('consoles', (exchange) => serve(startPage, exchange))],
    [`${consolesRoot}/assets/${sheet.name}`, at('console-sheet', guarded(async ({ request }) => sheet.answer(request)))],
    [`${consolesRoot}/assets/${own.name}`, at('console-sheet', guarded(async () => own.answer))],
    ...pages.map((page): [string, ReadonlyMap<string, Served>] => {
      const served: Served = { name: page.name, serve: (exchange) => serve(page, exchange) };
      return [`${consolesRoot}/{language}${page.path}`, new Map([['GET', served], ...(page.send ? [['POST', served] as const] : [])])];
    }),
  ]);
  return { at: consolesRoot, addresses };
}

function demandThisMachine({ request }: Exchange): void {
  if (!isAtThisMachine(request)) throw gatewayFailures['no-such-resource']();
}

/** Another port of this machine is another site's as well: only a form of these pages counts. */
function isFromHere({ request: { headers } }: Exchange): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  return (site === undefined || site === 'same-origin') && (origin === undefined || origin === `http://${host}`);
}

function same(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const triedOf = (values: Tried['values'], { message, data }: FailureLike): Tried => ({
  values, says: [message, ...(data.issues ?? []).map(({ name, detail }) => `${name}: ${detail}`)].join(' '), fields: data.issues ?? [],
});

function fileOf({ mediaType, bytes, fileName, shown }: HandedFile): Answer {
  const named = fileName.replaceAll(/[^\w. -]/g, '_').slice(0, 80);
  return { status: 200, mediaType, body: bytes, headers: { 'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename="${named === '' ? 'file' : named}"` } };
}

function ownSheet(): { readonly name: string; readonly answer: Answer } {
  const body = readFileSync(join(import.meta.dirname, 'consoles.css'));
  const name = `consoles-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.css`;
  return { name, answer: { status: 200, mediaType: 'text/css; charset=utf-8', body, headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } } };
}
