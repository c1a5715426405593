import type { Log } from '#services/kernel/context.ts';
import type { ActionContract } from '#services/kernel/contract.ts';
import type { Page } from '#services/kernel/page.ts';
import type { OperationMeans } from '../serve-operation.ts';
import type { Offered } from '../operation.ts';
import type { StrangerLimits } from '../stranger-limits.ts';
import type { Served } from '../routes.ts';
import type { PagesControl } from './page-place.ts';
import { openPageFront } from './serve-pages.ts';

/** Every address of the pages, and who serves it. */
export function pageAddresses(means: OperationMeans & { readonly control: PagesControl; readonly plugins: readonly Offered[]; readonly strangers: StrangerLimits; readonly log: Log }): ReadonlyMap<string, ReadonlyMap<string, Served>> {
  const actions = new Map(means.plugins.flatMap(({ contract }) => Object.entries<ActionContract>(contract.actions).map(([name, { kind, scope }]) => [`${contract.id}.${name}`, { kind, scope }] as const)));
  const pages = means.plugins.flatMap((plugin) => plugin.pages ?? []);
  const front = openPageFront({ ...means, actions, foot: pages });
  const at = (name: string, serve: Served['serve']): Served => ({ name, serve });
  const servedBy = (page: Page, serve: Served['serve'] = (exchange) => front.serve(page, exchange)) => {
    const served = at(`page ${page.path}`, serve);
    return new Map([['GET', served], ...(page.forms ? [['POST', served] as const] : [])]);
  };
  const isOpen = ({ withoutLanguage, path }: Page) => withoutLanguage === true && path.includes('{');
  /** Where a language would stand there may be a word that was given to one person. */
  const entrance = pages.find(isOpen);
  const home = (page: Page): Served['serve'] => (exchange) => {
    if (!entrance || front.speaks(exchange)) return front.serve(page, exchange);
    return front.serve(entrance, { ...exchange, path: { nis: exchange.path['nis'] ?? '', [entrance.path.replaceAll(/[/{}]/g, '')]: exchange.path['language'] ?? '' } });
  };
  return new Map<string, ReadonlyMap<string, Served>>([
    ['/pages/{nis}', new Map([['GET', at('page-welcome', front.welcome)]])],
    [`/pages/{nis}/assets/${front.sheet.name}`, new Map([['GET', at('page-stylesheet', async ({ request }) => front.sheet.answer(request))]])],
    ['/pages/{nis}/theme.css', new Map([['GET', at('page-theme', front.theme)]])],
    ['/pages/{nis}/{language}/leave', new Map([['GET', at('page-leave', front.leave)]])],
    ...pages.filter((page) => page.withoutLanguage === true && !isOpen(page)).map((page) => [`/pages/{nis}${page.path}`, servedBy(page)] as const),
    ...pages.filter(({ withoutLanguage }) => withoutLanguage !== true).map((page) => (page.path === '/' ? ['/pages/{nis}/{language}', servedBy(page, home(page))] as const : [`/pages/{nis}/{language}${page.path}`, servedBy(page)] as const)),
    // A person who types an address wrongly reads that in words.
    ...['/{nothing}', '/{nothing}/{more}'].map((path) => [`/pages/{nis}/{language}${path}`, new Map([['GET', at('page-none', front.nothing)]])] as const),
  ]);
}
