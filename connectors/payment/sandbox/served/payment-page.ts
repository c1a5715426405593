import { createHash } from 'node:crypto';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Language } from '#services/belgium/language.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { callFrom } from '#connectors/rest-kit/outward-headers.ts';
import type { payment } from '../../payment.port.ts';
import { pageLanguages, pageTexts, writtenAmount } from './page-texts.ts';
import type { WireBooks, WirePayment } from './wire-books.ts';

/** What a citizen can do here, and the lever that does it. */
const deeds = [['pay', 'pay'], ['refuse', 'fail'], ['cancel', 'cancel']] as const;

const style = 'body{font:1.125rem/1.5 sans-serif;max-width:34rem;margin:0 auto;padding:1rem;color:#111;background:#fff;overflow-wrap:anywhere}a{color:#003b70}dt{font-weight:bold}dd{margin:0 0 .5rem}button{font:inherit;width:100%;min-height:3rem;border:2px solid #003b70;border-radius:.25rem;color:#003b70;background:#fff;cursor:pointer}button[value=pay]{color:#fff;background:#003b70}nav ul{display:flex;gap:1rem;padding:0;list-style:none}:focus-visible{outline:3px solid #b45309;outline-offset:2px}';

/** The page at which a citizen pays: without a script, in four languages. Paths are below `/pay`. */
export function paymentPage({ sandbox, books, url }: { sandbox: OpenSandbox<typeof payment>; books: WireBooks; url: string }): WireHandler {
  return async (request) => {
    const id = /^\/([0-9a-f]{24})$/.exec(request.path)?.[1] ?? '';
    const known = books.payments.get(id);
    const language = languageOf(request, known?.language);
    const texts = pageTexts[language];
    if (!known) return page(404, language, url, [`<p role="alert">${escaped(texts.unknown)}</p>`]);
    if (request.method === 'POST') return act(id, known, request);
    if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET, POST' } };
    const { status } = await sandbox.implementation.status({ paymentId: id }, callFrom({}, ''));
    const facts = `<dl><dt>${escaped(texts.amount)}</dt><dd>${escaped(writtenAmount(known.amount, language))}</dd><dt>${escaped(texts.reference)}</dt><dd>${escaped(known.reference)}</dd></dl><p>${escaped(known.description)}</p>`;
    const back = `<p><a href="${escaped(known.returnUrl)}">${escaped(texts.back)}</a></p>`;
    return page(200, language, url, status === 'open' ? [facts, form(texts), languages(id, url)] : [facts, `<p role="status">${escaped(texts.ended)}</p>`, back], originOf(known.returnUrl));
  };

  /** Whatever came of it, the citizen goes back to the municipality, which asks how the payment stands. */
  async function act(id: string, { returnUrl }: WirePayment, { body }: WireRequest): Promise<WireAnswer> {
    const asked = new URLSearchParams(Buffer.from(body).toString('utf8')).get('deed');
    const lever = deeds.find(([deed]) => deed === asked)?.[1];
    if (lever === undefined) return { status: 400 };
    await sandbox.levers[lever]?.pull({ paymentId: id }).catch((error: unknown) => { if (!isFailure(error, 'payment.not-open')) throw error; });
    return { status: 303, headers: { location: returnUrl, 'cache-control': 'no-store' } };
  }
}

function form(texts: Readonly<Record<'pay' | 'refuse' | 'cancel', string>>): string {
  return `<form method="post">${deeds.map(([deed]) => `<p><button name="deed" value="${deed}">${escaped(texts[deed])}</button></p>`).join('')}</form>`;
}

function languages(id: string, url: string): string {
  return `<nav><ul>${pageLanguages.map((code) => `<li><a lang="${code}" hreflang="${code}" href="${escaped(`${url}/pay/${id}?lang=${code}`)}">${code.toUpperCase()}</a></li>`).join('')}</ul></nav>`;
}

function page(status: number, language: Language, url: string, content: readonly string[], goesTo = ''): WireAnswer {
  const { title, notReal } = pageTexts[language];
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8', 'content-language': language, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
      // After paying the form leads back to the municipality: browsers count that as an action of the form.
      'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action ${new URL(url).origin} ${goesTo}; frame-ancestors 'none'; base-uri 'none'`,
    },
    body: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head><body><main><h1>${escaped(title)}</h1><p>${escaped(notReal)}</p>${content.join('')}</main></body></html>`,
  };
}

/** What is asked for in the address, else what the provider was told, else what the browser prefers. */
function languageOf({ query, headers }: WireRequest, told: string | null | undefined): Language {
  const wished = [query.get('lang'), told, ...(headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())];
  return pageLanguages.find((language) => language === wished.find((one) => pageLanguages.some((known) => known === one))) ?? 'nl';
}

const originOf = (address: string): string => new URL(address).origin;
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
