import { testKeys } from '#services/wire-kit/ws-security/test-keys.ts';

/** Who has a key here: BiZa's bus (signs), its REST server, and the house that is let in. */
export const bizaKeys = testKeys('Sandbox of BiZa', ['bus', 'rest', 'house'], ['rest']);
export type BizaKeys = Awaited<ReturnType<typeof bizaKeys.open>>;
export type BizaHolder = Parameters<typeof bizaKeys.keyFile>[1];
