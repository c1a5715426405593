import { testKeys } from '#services/wire-kit/ws-security/test-keys.ts';

/** Who has a key here: bpost, which signs what it tells. */
export const bpostKeys = testKeys('Sandbox of bpost', ['bpost']);
