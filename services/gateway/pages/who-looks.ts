import type { Caller } from '#services/kernel/caller.ts';
import type { Page } from '#services/kernel/page.ts';
import type { Exchange } from '../exchange.ts';
import type { Cookies } from './cookies.ts';
import type { PagePlace } from './page-place.ts';

/** Who looks at a page, and by what it is known. */
export interface Looker {
  readonly caller: Caller | undefined;
  /** The credential itself, for the calls of the page. */
  readonly credential: string | undefined;
  /** What forms are bound to: this browser and who has come in with it, or, where a program shows a token, whose it is. */
  readonly visitor: string;
  /** Shown with each request by a program that holds the elements of the desk; no browser sends it along by itself. */
  readonly byToken: boolean;
}

/** By the cookie of a session, and at the desk by a bearer token too. @throws identity failures when a credential is not valid */
export async function whoLooks(page: Pick<Page, 'for'>, place: PagePlace, cookies: Cookies, { request: { headers } }: Pick<Exchange, 'request'>, verify: (token: string) => Promise<Caller>): Promise<Looker> {
  const token = place.front === 'desk' ? /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] : undefined;
  const nobody = { caller: undefined, credential: undefined, visitor: cookies.visitor, byToken: false };
  const credential = token ?? cookies.session;
  if (page.for === 'anyone' || credential === undefined || credential === '') return nobody;
  const caller = await verify(credential);
  if (caller.kind !== page.for || caller.municipality !== place.municipality.id) return nobody;
  return { caller, credential, visitor: token === undefined ? `${cookies.visitor} ${whose(caller)}` : `token of ${caller.actor}`, byToken: token !== undefined };
}

/** Two dossiers may be open in two windows of one browser, and a tablet has more than one official: what was filled in for one is not done for the other. */
const whose = ({ actor, dossier = '' }: Caller): string => `${actor} ${dossier}`;
