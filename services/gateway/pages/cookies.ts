import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** `eid`: the credential of who has come in. `eid-visitor`: of any browser, so that a form can be bound to it. `eid-remembered`: what a page wants to know again. */
const names = { session: 'eid', visitor: 'eid-visitor', remembered: 'eid-remembered' } as const;
const rememberedForm = /^[\w.-]{0,200}$/;
const visitorForm = /^[\w-]{43}$/;

export interface Cookies { readonly session: string | undefined; /** Made anew where there was none. */ readonly visitor: string; readonly remembered: string }

export function readCookies({ headers: { cookie = '' } }: Pick<IncomingMessage, 'headers'>): Cookies {
  const found = new Map(cookie.split(';').map((pair): [string, string] => {
    const [name = '', ...rest] = pair.trim().split('=');
    return [name, rest.join('=')];
  }));
  const visitor = found.get(names.visitor) ?? '';
  const remembered = found.get(names.remembered) ?? '';
  return { session: found.get(names.session), remembered: rememberedForm.test(remembered) ? remembered : '', visitor: visitorForm.test(visitor) ? visitor : randomBytes(32).toString('base64url') };
}

/** Not readable by scripts, not sent along from pages elsewhere, only below the municipality's own pages, and only over TLS where there is any. */
function written(name: string, value: string, url: URL, maxAge: number): string {
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  return `${name}=${value}; Path=${url.pathname === '/' ? '/' : url.pathname}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

/** For so long what was filled in can still be sent: longer than the twenty hours after which WCAG 2.2 (2.2.1) asks for no more. */
const visitorSeconds = 24 * 3600;
export const visitorCookie = (visitor: string, url: URL): string => written(names.visitor, visitor, url, visitorSeconds);
export const sessionCookie = (token: string, url: URL, seconds: number): string => written(names.session, token, url, Math.max(0, Math.floor(seconds)));
export const noSession = (url: URL): string => written(names.session, '', url, 0);

const rememberedSeconds = 3600;
/** @throws when it is not a short text of letters, digits, dots and dashes: an error of ours */
export function rememberedCookie(text: string, url: URL): string {
  if (!rememberedForm.test(text)) throw new Error('this cannot be remembered');
  return written(names.remembered, text, url, text === '' ? 0 : rememberedSeconds);
}
