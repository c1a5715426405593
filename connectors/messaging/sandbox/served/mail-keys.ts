import { testKeys } from '#services/wire-kit/ws-security/test-keys.ts';

/** Who has a key here: the mail server, which stands for this machine over TLS. */
export const mailKeys = testKeys('Sandbox of the mail server', ['mail'], ['mail']);
