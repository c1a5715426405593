import { testKeys } from '#connectors/wire-kit/ws-security/test-keys.ts';

/** Who has a key here: bpost, which signs what it tells. */
export const bpostKeys = testKeys('Sandbox of bpost', ['bpost']);
