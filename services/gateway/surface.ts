import type { ActionContract, Contract } from '#services/kernel/contract.ts';
import { checkSurface } from './check-surface.ts';
import { fieldsOf } from './input-fields.ts';
import type { Offered, OfferedRoute, Operation } from './operation.ts';

export class SurfaceError extends Error {
  override readonly name = 'SurfaceError';
}

/** The public operations of these plugins, in a fixed order. @throws SurfaceError that names every route that does not hold together */
export function surfaceOf(plugins: readonly Offered[]): readonly Operation[] {
  const contracts = new Map(plugins.map(({ contract }): [string, Contract] => [contract.id, contract]));
  const routes = plugins.flatMap((plugin) => plugin.routes ?? []);
  const nowhere = routes.filter(({ action }) => actionNamed(contracts, action) === undefined).map(({ method, path, action }) => `${method} ${path} leads to '${action}', which no plugin offers`);
  const operations = routes.flatMap((route) => operationOf(contracts, route)).toSorted((a, b) => compare(`${a.path} ${a.method}`, `${b.path} ${b.method}`));
  const problems = [...nowhere, ...checkSurface(operations)];
  if (problems.length > 0) throw new SurfaceError(`the routes do not hold together:\n- ${problems.join('\n- ')}`);
  return operations;
}

function operationOf(contracts: ReadonlyMap<string, Contract>, { method, path, action: name, forStrangers }: OfferedRoute): Operation[] {
  const found = actionNamed(contracts, name);
  if (!found) return [];
  const pathFields = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, field]) => field ?? []);
  return [{ name, plugin: { id: found.contract.id, title: found.contract.title }, action: found.action, method, path, forStrangers: forStrangers === true, pathFields, fields: fieldsOf(found.action.input) }];
}

function actionNamed(contracts: ReadonlyMap<string, Contract>, name: string): { contract: Contract; action: ActionContract } | undefined {
  const [plugin = '', action = ''] = name.split('.');
  const contract = contracts.get(plugin);
  const spec = contract?.actions[action];
  return contract && spec && { contract, action: spec };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
