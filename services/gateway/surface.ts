import type { ActionContract, Contract } from '#services/kernel/contract.ts';
import type { AnyPlugin, Route } from '#services/kernel/plugin.ts';
import { checkSurface } from './check-surface.ts';
import { fieldsOf, type Fields } from './input-fields.ts';

/** The part of a plugin that a front needs. */
export interface Offered extends Pick<AnyPlugin, 'contract'> { readonly routes?: readonly OfferedRoute[] }
/** A plugin's route; whether its action exists is found out here, over all plugins together. */
export interface OfferedRoute extends Omit<Route, 'action'> { readonly action: string }

/** One thing that the house offers to the outside, as data made from its contract: every front (HTTP today) is generated from these. */
export interface Operation {
  /** The action's wire name, `request.submit`. */
  readonly name: string;
  readonly plugin: Pick<Contract, 'id' | 'title'>;
  readonly action: ActionContract;
  readonly method: Route['method'];
  /** From the root of the API: `/dossiers/{dossier}/request`. */
  readonly path: string;
  /** How often one address may ask is limited. */
  readonly forStrangers: boolean;
  /** Fields of the input that the path gives. */
  readonly pathFields: readonly string[];
  /** All top-level fields of the input. */
  readonly fields: Fields;
}

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
