import type { AnyConnector } from '#services/kernel/connector.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';

/** What the programme can offer: every plugin and connector there is. */
export interface Offer { readonly plugins: readonly AnyPlugin[]; readonly connectors: readonly AnyConnector[] }
