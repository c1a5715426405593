import { z } from 'zod';
import { loginFailures } from '#services/kernel/login-failures.ts';
import { definePort } from '#services/kernel/port.ts';

/** Login of officials (S8), after OpenID Connect, with their roles per municipality. */
export const officialLogin = definePort('official-login', {
  start: { idempotency: 'read', input: z.object({ returnUrl: z.url(), state: z.string(), nonce: z.string(), codeChallenge: z.string() }), output: z.object({ url: z.url() }) },
  finish: {
    idempotency: 'read', input: z.object({ code: z.string().max(500), nonce: z.string(), codeVerifier: z.string(), returnUrl: z.url(), iss: z.string().max(500).optional() }),
    output: z.object({ official: z.string().max(100), roles: z.array(z.object({ role: z.string(), organisation: z.string() })) }),
  },
});

export const officialLoginFailures = loginFailures('official-login');
