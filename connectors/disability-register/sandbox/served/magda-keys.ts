import { testKeys } from '#services/wire-kit/ws-security/test-keys.ts';

/** Who has a key here: MAGDA, which signs answers, and the house that is let in. */
export const magdaKeys = testKeys('Sandbox of MAGDA', ['magda', 'house']);
export type MagdaKeys = Awaited<ReturnType<typeof magdaKeys.open>>;
export type MagdaHolder = Parameters<typeof magdaKeys.keyFile>[1];
