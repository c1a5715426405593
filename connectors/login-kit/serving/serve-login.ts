import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientMetadata, Provider } from 'oidc-provider';
import { takeFault, wait } from '#connectors/sandbox-kit/faults.ts';
import type { SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { handleRequests } from './handle-requests.ts';
import { loginBooks, publishedKeys } from './login-books.ts';
import type { LoginDesk } from './login-desk.ts';
import { openProvider } from './open-provider.ts';
import { cancelling, languageOf, writeEnd, writePage } from './write-page.ts';

export interface LoginServing<Who> {
  /** Where the sandbox is served, without a slash at the end. */
  readonly url: string;
  readonly desk: LoginDesk<Who>;
  /** The books of the sandbox: faults, and who logged in. */
  readonly file: SandboxFile;
  readonly client: ClientMetadata;
  readonly returnUrls: readonly string[] | undefined;
  readonly now: () => number;
}

const largestForm = 16 * 1024;
/** A browser may show a page again that it got for a form, when somebody goes back to it; another login gets one of its own. */
const pageHeaders = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-cache', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" };

/** A login service below `desk.path`: everything that OpenID Connect has, and the page at which somebody logs in. */
export async function serveLogin<Who>({ url, desk, file, client, returnUrls, now }: LoginServing<Who>): Promise<WireHandler> {
  const library = await import('oidc-provider');
  const books = loginBooks<Who>(file);
  const issuer = `${url}${desk.path}`;
  const { host, pathname: mount } = new URL(issuer);
  books.pages.put(`${issuer}/auth`, true);

  let open: { readonly provider: Provider; readonly listener: ReturnType<Provider['callback']>; readonly madeOf: string } | undefined;
  /** Keys stand in the books: whoever rotates them, here or in another process, is followed at the next request. */
  const present = () => {
    const keys = publishedKeys(file);
    const madeOf = keys.map(({ kid }) => kid).join(' ');
    if (open?.madeOf !== madeOf) {
      const provider = openProvider(library, { issuer, desk, books, keys, client, returnUrls, now });
      open = { provider, listener: provider.callback(), madeOf };
    }
    return open;
  };

  const listen = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { provider, listener } = present();
    if (request.url?.startsWith('/login/') === true) await serveForm(provider, request, response);
    else await listener(Object.assign(request, { originalUrl: `${mount}${request.url ?? ''}` }), response);
  };

  const serveForm = async (provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await provider.interactionDetails(request, response).catch(() => undefined);
    if (!asked) {
      response.writeHead(400, pageHeaders).end(writeEnd('over', languageOf(undefined, request.headers['accept-language'])));
      return;
    }
    const { ui_locales: wished } = asked.params;
    const language = languageOf(typeof wished === 'string' ? wished : undefined, request.headers['accept-language']);
    const form = request.method === 'POST' ? new URLSearchParams(await readForm(request)) : undefined;
    if (form && cancelling(form)) {
      await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'the person went back without logging in' });
      return;
    }
    const who = form && desk.read(form);
    if (!who) {
      response.writeHead(form ? 422 : 200, pageHeaders).end(writePage(desk, language, form));
      return;
    }
    const account = randomUUID();
    books.accounts.put(account, who);
    const level = desk.levelOf(who);
    await provider.interactionFinished(request, response, { login: { accountId: account, remember: false, ...(level !== undefined && { acr: level }) } });
  };

  const handle = handleRequests((request, response) => {
    listen(request, response).catch((error: unknown) => {
      // Sandboxes hold fictitious people only, and whoever writes one must see what broke.
      console.error(error);
      response.destroy();
    });
  }, host);

  return async (request) => {
    if (!request.path.startsWith(`${desk.path}/`)) return { status: 404 };
    const below: WireRequest = { ...request, path: request.path.slice(desk.path.length) };
    if (below.path === '/auth' && !demanded(desk, askedIn(below))) {
      const language = languageOf(askedIn(below).get('ui_locales') ?? undefined, below.headers['accept-language']);
      return { status: 400, headers: pageHeaders, body: writeEnd('not-agreed', language, 'Something is missing that every login must bring here: state, nonce, or the service that is asked for.') };
    }
    if (below.path === '/token') return withFault(file, 'finish', () => handle(below));
    return below.path.startsWith('/.well-known/') ? withFault(file, 'start', () => handle(below)) : handle(below);
  };
}

const askedIn = ({ method, query, body }: WireRequest): URLSearchParams => (method === 'POST' ? new URLSearchParams(Buffer.from(body).toString('utf8')) : query);
const demanded = (desk: Pick<LoginDesk<unknown>, 'demands'>, asked: URLSearchParams): boolean => ['state', 'nonce'].every((name) => (asked.get(name) ?? '') !== '') && desk.demands(asked);

/** The faults of the port, as they look on the wire. */
async function withFault(file: SandboxFile, operation: string, deed: () => Promise<WireAnswer>): Promise<WireAnswer> {
  const fault = takeFault(file, operation);
  if (fault?.kind === 'down') return { status: 503 };
  if (fault?.kind === 'refuses') return { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: 'invalid_grant' }) };
  if (fault?.kind === 'slow') await wait(fault.ms);
  const answer = await deed();
  if (fault?.kind === 'answers-twice') await deed();
  return fault?.kind === 'answers-late' ? { status: 500, cut: true } : answer;
}

async function readForm(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestForm) return '';
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
