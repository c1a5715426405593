import type { ActionContract, Contract } from '#services/kernel/contract.ts';
import type { AnyPlugin, Route } from '#services/kernel/plugin.ts';
import type { Fields } from './input-fields.ts';

/** The part of a plugin that a front needs. */
export interface Offered extends Pick<AnyPlugin, 'contract' | 'pages'> { readonly routes?: readonly OfferedRoute[] }
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
