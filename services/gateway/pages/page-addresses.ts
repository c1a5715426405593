import type { ActionContract } from '#services/kernel/contract.ts';
import type { OperationMeans } from '../serve-operation.ts';
import type { Offered } from '../operation.ts';
import type { Served } from '../routes.ts';
import type { PagesControl } from './page-place.ts';
import { openPageFront } from './serve-pages.ts';

/** Every address of the pages, and who serves it. */
export function pageAddresses(means: OperationMeans & { readonly control: PagesControl; readonly plugins: readonly Offered[] }): ReadonlyMap<string, ReadonlyMap<string, Served>> {
  const actions = new Map(means.plugins.flatMap(({ contract }) => Object.entries<ActionContract>(contract.actions).map(([name, { kind, scope }]) => [`${contract.id}.${name}`, { kind, scope }] as const)));
  const front = openPageFront({ ...means, actions });
  const at = (name: string, serve: Served['serve']): Served => ({ name, serve });
  const table = new Map<string, ReadonlyMap<string, Served>>([
    ['/pages/{nis}', new Map([['GET', at('page-welcome', front.welcome)]])],
    [`/pages/{nis}/assets/${front.sheet.name}`, new Map([['GET', at('page-stylesheet', async ({ request }) => front.sheet.answer(request))]])],
    ['/pages/{nis}/theme.css', new Map([['GET', at('page-theme', front.theme)]])],
    ['/pages/{nis}/{language}/leave', new Map([['GET', at('page-leave', front.leave)]])],
  ]);
  for (const page of means.plugins.flatMap(({ pages = [] }) => pages)) {
    const served = at(`page ${page.path}`, (exchange) => front.serve(page, exchange));
    table.set(`/pages/{nis}/{language}${page.path === '/' ? '' : page.path}`, new Map([['GET', served], ...(page.forms ? [['POST', served] as const] : [])]));
  }
  return table;
}
