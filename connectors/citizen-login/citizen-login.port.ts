import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { loginFailures } from '#services/kernel/login-failures.ts';
import { definePort } from '#services/kernel/port.ts';

/** Login of citizens with their current eID or itsme (S8), after OpenID Connect: authorisation code, state, nonce, PKCE. */
export const citizenLogin = definePort('citizen-login', {
  start: { idempotency: 'read', input: z.object({ returnUrl: z.url(), state: z.string(), nonce: z.string(), codeChallenge: z.string(), language: languageSchema }), output: z.object({ url: z.url() }) },
  /** Exchanges the code once. `level`: 500 is the eID itself, 450 an app with a code, 400 an app that a fingerprint opens. */
  finish: {
    idempotency: 'read', personal: true, input: z.object({ code: z.string().max(500), nonce: z.string(), codeVerifier: z.string(), returnUrl: z.url(), iss: z.string().max(500).optional() }),
    output: z.object({ insz: inszSchema, level: z.int(), language: languageSchema.nullable() }),
  },
});

export const citizenLoginFailures = loginFailures('citizen-login');
