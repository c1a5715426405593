import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { failures } from '#services/kernel/failure.ts';
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

export const citizenLoginFailures = failures('citizen-login', {
  /** Nothing was done: a code is still good. */
  unavailable: { status: 503, retry: 'safe', title: 'The login service does not answer.' },
  /** Ambiguous, and so never repeated by itself: the code may be used up. */
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The login service did not answer in time; begin again.' },
  refused: { status: 401, retry: 'never', title: 'The login was refused, has expired, or was used already.' },
  'level-too-low': { status: 403, retry: 'never', title: 'This way of logging in is not strong enough here.' },
  'untrusted-answer': { status: 502, retry: 'never', title: 'What came back cannot be trusted to be the answer of the login service.' },
  'credentials-refused': { status: 503, retry: 'safe', title: 'Our credentials do not work at the login service: an administrator has to look at them.' },
  'not-understood': { status: 502, retry: 'never', title: 'The login service says that our request does not keep to what was agreed.' },
  'return-address': { status: 422, retry: 'never', title: 'This return address was not agreed with the login service.' },
});
