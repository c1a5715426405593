import type { KeyObject } from 'node:crypto';
import { covers, type Caller } from '#services/kernel/caller.ts';
import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import type { Page, PageCtx } from '#services/kernel/page.ts';
import type { ActionName, ActionOutput } from '#services/kernel/registry.ts';
import type { Exchange } from '../exchange.ts';
import type { Cookies } from './cookies.ts';
import type { FormSealer } from './form-proof.ts';
import type { PagePlace, PagesControl } from './page-place.ts';
import type { Looker } from './who-looks.ts';

/** What is known of each action: whether it changes anything, and which scope it asks. */
export type Actions = ReadonlyMap<string, { readonly kind: 'query' | 'command'; readonly scope: string }>;

export interface CtxMeans {
  readonly place: PagePlace;
  readonly language: Language;
  readonly cookies: Pick<Cookies, 'remembered'>;
  readonly looker: Looker;
  readonly exchange: Exchange;
  /** Of the sending of a form; none where a page is only looked at. */
  readonly once: string | undefined;
  readonly forms: FormSealer;
  readonly control: Pick<PagesControl, 'vouch'> & { formKey(): KeyObject };
  readonly actions: Actions;
}

export function pageCtx(page: Page, { place, language, cookies, looker: { caller, credential, visitor }, exchange, once, forms, control, actions }: CtxMeans): PageCtx {
  let commands = 0;
  const base = new URL(place.url).pathname.replace(/\/$/, '');
  const website = (): Caller => ({
    kind: 'system', actor: 'system:pages', municipality: place.municipality.id, scopes: (page.asks ?? []).flatMap((name) => actions.get(name)?.scope ?? []),
  });
  const call = async <K extends ActionName>(name: K, input: unknown): Promise<ActionOutput<K>> => {
    const isCommand = actions.get(name)?.kind === 'command';
    if (isCommand && once !== undefined) commands += 1;
    const meta = {
      proof: credential ?? await control.vouch(website()),
      traceId: exchange.traceId,
      // The same form sent twice asks for the same commands in the same order.
      ...(isCommand && once !== undefined && { idempotencyKey: `${once}-${commands}` }),
    };
    return exchange.broker.call<ActionOutput<K>, object>(name, Object(input), { meta });
  };
  return {
    municipality: place.municipality, language, dossier: caller?.dossier ?? '', actor: caller?.actor ?? '', path: exchange.path, query: exchange.query, now: place.now, call,
    may: (name) => covers(caller?.scopes ?? [], actions.get(name)?.scope ?? ''),
    address: (path, other = language) => `${base}/${other}${path === '/' ? '' : path}`,
    wholeAddress: (path) => `${place.url}/${language}${path}`,
    wholeAddressWithoutLanguage: (path) => `${place.url}${path}`,
    remembered: cookies.remembered, telephone: place.help?.telephone ?? '',
    formFields: (name) => {
      const { once: fresh, proof } = forms.make({ visitor, page: page.path, name });
      return html`<input type="hidden" name="do" value="${name}" /><input type="hidden" name="once" value="${fresh}" /><input type="hidden" name="proof" value="${proof}" />`;
    },
  };
}
