import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { WireAnswer, WireHandler } from '#services/kernel/wire.ts';
import type { messaging } from '../../messaging.port.ts';
import { callListPage } from './call-list-page.ts';
import { pull } from './pull.ts';
import { html, joined, linked, raw, type Html } from './write-html.ts';

const message = z.object({ messageId: z.string(), medium: z.enum(['email', 'sms', 'whatsapp', 'letter', 'e-box']), to: z.string(), language: z.string(), subject: z.string(), body: z.string(), at: z.int(), link: z.string().nullable() });
type Message = z.output<typeof message>;
/** With its place among all that was sent: that is its address here. */
interface Placed extends Message { readonly place: number }

const media: Readonly<Record<Message['medium'], string>> = { email: 'E-mail', sms: 'SMS', whatsapp: 'WhatsApp', letter: 'Letter', 'e-box': 'e-Box' };
const style = 'body{font:1.125rem/1.5 sans-serif;max-width:45rem;margin:0 auto;padding:1rem;color:#111;background:#fff}a{color:#003b70}li{margin:.5rem 0}dt{font-weight:bold}.message{border:1px solid #555;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere}';
const headers = {
  'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

/** Every message as the citizen sees it: who got any, what one person got, one message; a letter as the PDF that the print shop or the e-Box has. `at`: path of the page, without a slash at its end. */
export function mailboxPage(sandbox: Pick<OpenSandbox<typeof messaging>, 'levers'>, { at, printShop, documents }: { readonly at: string; readonly printShop: string; readonly documents: string }): WireHandler {
  const sent = async (): Promise<Placed[]> => {
    const { messages } = z.object({ messages: z.array(message) }).parse(await pull(sandbox, 'messages', {}));
    return messages.map((one, place) => ({ ...one, place }));
  };
  return async ({ method, path }) => {
    if (method !== 'GET') return { status: 405, headers: { allow: 'GET' } };
    const [, kind = '', name = '', more] = path.split('/');
    if (kind === '' && name === '') return page('Mailbox', html`${people(await sent(), at)}<p><a href="${at}/calls">The calls of the contact centre</a></p>`);
    if (more === undefined && kind === 'letters') return pdf(name, (reference) => ['taken', 'ready'].map((place) => join(printShop, place, reference, 'letter.pdf')));
    if (more === undefined && kind === 'documents') return pdf(name, (reference) => [join(documents, `${reference}.pdf`)]);
    if (more === undefined && kind === 'calls' && name === '') return page('Contact centre', await callListPage(sandbox, at));
    const all = await sent();
    const found = more === undefined && /^\d{1,9}$/.test(name) ? all[Number(name)] : undefined;
    if (found && kind === 'to') return page(`To ${found.to}`, received(all.filter(({ to }) => to === found.to), at));
    if (found && kind === 'messages') return page(found.subject === '' ? media[found.medium] : found.subject, shown(found, at), 200, found.language);
    return page('Not found', html`<p>There is no such message. <a href="${at}/">To the mailbox</a></p>`, 404);
  };
}

function people(all: readonly Placed[], at: string): Html {
  if (all.length === 0) return html`<p>Nothing was sent yet.</p>`;
  const byPerson = Map.groupBy(all, ({ to }) => to);
  return html`<ul>${joined([...byPerson].map(([to, theirs]) => html`<li><a href="${at}/to/${String(theirs[0]?.place ?? 0)}">${to}</a> (${String(theirs.length)})</li>`))}</ul>`;
}

function received(theirs: readonly Placed[], at: string): Html {
  const rows = theirs.toReversed().map(({ place, medium, at: when, subject, body, language }) =>
    html`<li>${time(when)} · ${media[medium]}: <a href="${at}/messages/${String(place)}" lang="${language}">${subject === '' ? body.slice(0, 60) : subject}</a></li>`);
  return html`<p><a href="${at}/">To the mailbox</a></p><ul>${joined(rows)}</ul>`;
}

function shown({ place, medium, to, at: when, language, body, messageId, link }: Placed, at: string): Html {
  const document = medium === 'letter' ? html`<p><a href="${at}/letters/${messageId}.pdf">The letter as it is printed (PDF)</a></p>`
    : medium === 'e-box' ? html`<p><a href="${at}/documents/${messageId}.pdf">The letter as it lies in the e-Box (PDF)</a></p>` : raw('');
  const code = link === null ? raw('') : html`<p>The QR code leads to: ${linked(link)}</p>`;
  return html`<p><a href="${at}/to/${String(place)}">Everything for ${to}</a></p>
<dl><dt>By</dt><dd>${media[medium]}</dd><dt>To</dt><dd>${to}</dd><dt>Sent</dt><dd>${time(when)}</dd></dl>
<div class="message" lang="${language}">${linked(body)}</div>${document}${code}`;
}

function time(at: number): Html {
  const moment = new Date(at);
  return html`<time datetime="${moment.toISOString()}">${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Brussels' }).format(moment)}</time>`;
}

function page(title: string, content: Html, status = 200, language = 'en'): WireAnswer {
  const whole = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(style)}</style></head>
<body><main><h1 lang="${language}">${title}</h1>${content}</main></body></html>`;
  return { status, headers, body: whole.text };
}

function pdf(name: string, placesOf: (reference: string) => readonly string[]): WireAnswer {
  const reference = /^(?<reference>[0-9a-f-]{36})\.pdf$/.exec(name)?.groups?.['reference'];
  const file = reference === undefined ? undefined : placesOf(reference).find((path) => existsSync(path));
  if (file === undefined) return page('Not found', html`<p>There is no such letter.</p>`, 404);
  return { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-disposition': 'inline' }, body: readFileSync(file) };
}
