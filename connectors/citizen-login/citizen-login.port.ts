import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** Login of citizens with their current eID or itsme (S8), after OpenID Connect: authorisation code, state, nonce, PKCE. */
export const citizenLogin = definePort('citizen-login', {
  start: { idempotency: 'read', input: z.object({ returnUrl: z.url(), state: z.string(), nonce: z.string(), codeChallenge: z.string(), language: languageSchema }), output: z.object({ url: z.url() }) },
  /** Exchanges the code once. `level`: 500 is the eID itself, 450 an app. */
  finish: {
    idempotency: 'read', personal: true, input: z.object({ code: z.string().max(500), nonce: z.string(), codeVerifier: z.string(), returnUrl: z.url() }),
    output: z.object({ insz: inszSchema, level: z.int(), language: languageSchema.nullable() }),
  },
});

export const citizenLoginFailures = failures('citizen-login', {
  unavailable: { status: 503, retry: 'safe', title: 'The login service does not answer.' },
  refused: { status: 401, retry: 'never', title: 'The login was refused, has expired, or was used already.' },
});
