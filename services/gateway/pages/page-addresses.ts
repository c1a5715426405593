import type { Log } from '#services/kernel/context.ts';
import type { ActionContract } from '#services/kernel/contract.ts';
import type { Front } from '#services/kernel/page.ts';
import type { OperationMeans } from '../serve-operation.ts';
import type { Offered } from '../operation.ts';
import type { StrangerLimits } from '../stranger-limits.ts';
import type { Served } from '../served.ts';
import { isLanguage } from './chosen-language.ts';
import { deskScripts } from './desk-scripts.ts';
import { icon } from './icon.ts';
import type { PagesControl } from './page-place.ts';
import type { PlacedPage } from './placed-page.ts';
import { openPageFront } from './serve-pages.ts';

type Means = OperationMeans & { readonly control: PagesControl; readonly plugins: readonly Offered[]; readonly strangers: StrangerLimits; readonly log: Log };
type Methods = ReadonlyMap<string, Served>;

/** Every address of the pages, and who serves it. */
export function pageAddresses(means: Means): ReadonlyMap<string, Methods> {
  const actions = new Map(means.plugins.flatMap(({ contract }) => Object.entries<ActionContract>(contract.actions).map(([name, { kind, scope }]) => [`${contract.id}.${name}`, { kind, scope }] as const)));
  const all = means.plugins.flatMap((plugin) => (plugin.pages ?? []).map((page): PlacedPage => ({ ...page, plugin: plugin.contract.id })));
  return new Map((['pages', 'desk'] as const).flatMap((front) => [...addressesOf(front, all.filter((page) => (page.front ?? 'pages') === front), { ...means, actions })]));
}

function addressesOf(kind: Front, pages: readonly PlacedPage[], means: Means & Pick<Parameters<typeof openPageFront>[0], 'actions'>): ReadonlyMap<string, Methods> {
  const front = openPageFront({ ...means, front: kind, pages });
  const root = `/${kind}/{nis}`;
  const at = (name: string, serve: Served['serve']): Served => ({ name, serve });
  const servedBy = (page: PlacedPage, serve: Served['serve'] = (exchange) => front.serve(page, exchange)) => {
    const served = at(`${kind === 'desk' ? 'desk' : 'page'} ${page.path}`, serve);
    return new Map([['GET', served], ...(page.forms || page.for === 'citizen' ? [['POST', served] as const] : []), ...(kind === 'desk' ? [['OPTIONS', at('desk-preflight', front.preflight)] as const] : [])]);
  };
  const isOpen = ({ withoutLanguage, path }: PlacedPage) => withoutLanguage === true && path.startsWith('/{');
  /** Where a language would stand there may be a word that was given to one person. */
  const entrance = pages.find(isOpen);
  const home = (page: PlacedPage): Served['serve'] => (exchange) => {
    if (!entrance || isLanguage(exchange.path['language'])) return front.serve(page, exchange);
    return front.serve(entrance, { ...exchange, path: { nis: exchange.path['nis'] ?? '', [entrance.path.replaceAll(/[/{}]/g, '')]: exchange.path['language'] ?? '' } });
  };
  return new Map<string, Methods>([
    [root, new Map([['GET', at(`${kind}-welcome`, front.welcome)]])],
    [`${root}/assets/${front.sheet.name}`, new Map([['GET', at(`${kind}-stylesheet`, async ({ request }) => front.sheet.answer(request))]])],
    [`${root}/assets/${icon.name}`, new Map([['GET', at(`${kind}-icon`, async () => icon.answer())]])],
    [`${root}/theme.css`, new Map([['GET', at(`${kind}-theme`, front.theme)]])],
    [`${root}/{language}/leave`, new Map([['GET', at(`${kind}-leave`, front.leave)]])],
    ...(kind === 'desk' ? [
      ...deskScripts(pages, front.sheet.name).map(({ path, answer }) => [`${root}${path}`, new Map([['GET', at('desk-script', async ({ request }) => answer(request))]])] as const),
      [`${root}/{language}/offline`, new Map([['GET', at('desk-offline', front.offline)]])] as const,
    ] : []),
    ...pages.filter((page) => page.withoutLanguage === true && !isOpen(page)).map((page) => [`${root}${page.path}`, servedBy(page)] as const),
    ...pages.filter(({ withoutLanguage }) => withoutLanguage !== true).map((page) => (page.path === '/' ? [`${root}/{language}`, servedBy(page, home(page))] as const : [`${root}/{language}${page.path}`, servedBy(page)] as const)),
    // A person who types an address wrongly reads that in words.
    ...['/{nothing}', '/{nothing}/{more}', '/{nothing}/{more}/{further}', '/{nothing}/{more}/{further}/{last}'].map((path) => [`${root}/{language}${path}`, new Map([['GET', at(`${kind}-none`, front.nothing)]])] as const),
  ]);
}
