import { NotAnswered, send, type Way } from '#services/wire-kit/post.ts';

/** An address that a login service named, and that nobody agreed to. */
export const otherHost = 'OTHER_HOST';
/** It sends us elsewhere: nobody is followed. */
export const redirected = 'REDIRECTED';

/** The shape of `fetch` that openid-client asks through. */
type Fetch = (url: string, options: { readonly method: string; readonly headers: Record<string, string>; readonly body?: unknown; readonly signal?: AbortSignal }) => Promise<Response>;

export interface Fetching {
  readonly way: Way;
  /** Who may be asked. */
  readonly origins: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly notice?: ((seen: { readonly validTo: number }) => void) | undefined;
}

const bodiless = new Set([204, 205, 304]);

/**
 * Asks once, the hosts that were agreed only, follows nobody, and reads no more than an answer may hold. A status that says that nothing was taken in, or that
 * nobody knows what was, is told as such. @throws NotAnswered
 */
export function fetchFrom({ way, origins, signal, notice }: Fetching): Fetch {
  return async (url, { method, headers, body }) => {
    if (!origins.has(new URL(url).origin)) throw new NotAnswered(false, otherHost);
    const bytes = body instanceof URLSearchParams ? Buffer.from(body.toString()) : typeof body === 'string' ? Buffer.from(body) : undefined;
    const { status, headers: told, body: came, validTo } = await send(way, { method, url, headers, body: bytes }, signal);
    if (validTo !== undefined) notice?.({ validTo });
    if (status === 429 || status === 503) throw new NotAnswered(false, `HTTP ${status}`);
    if (status === 408 || status >= 500) throw new NotAnswered(true, `HTTP ${status}`);
    if (status < 200 || status >= 300 && status < 400) throw new NotAnswered(true, redirected);
    const own = new Headers();
    for (const [name, value] of Object.entries(told)) if (value !== undefined) own.set(name, value);
    return new Response(bodiless.has(status) ? null : Buffer.from(came), { status, headers: own });
  };
}
