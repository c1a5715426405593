import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';

/** Who answers at an address, and with which scope; its name is what metrics and logs say. */
export interface Served {
  readonly name: string;
  readonly scope?: string;
  readonly serve: (exchange: Exchange) => Promise<Answer>;
}

/** What stands at each address: `/api/v1/dossiers/{dossier}` → method → who serves it. */
export type AddressTable = ReadonlyMap<string, ReadonlyMap<string, Served>>;
