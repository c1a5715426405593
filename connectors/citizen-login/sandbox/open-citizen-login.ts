import { z } from 'zod';
import { authenticator, rotateKeysLever } from '#connectors/login-kit/serving/login-levers.ts';
import { loginPage, returned } from '#connectors/sandbox-kit/open-login-page.ts';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { defineLever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import { citizenLogin, citizenLoginFailures } from '../citizen-login.port.ts';
import { fasDesk, itsmeDesk, type Citizen } from './citizen-desks.ts';

/** A login service at which a test person logs in by the lever `authenticate`, whoever that is, or at its page where it is served. */
export function openCitizenLogin(env: SandboxEnv<unknown>): OpenSandbox<typeof citizenLogin> {
  return openSandbox(citizenLogin, env, citizenLoginFailures, (means) => {
    const page = loginPage<Citizen>(means, citizenLoginFailures);
    const logIn = authenticator(means, env.fetch, page, [fasDesk, itsmeDesk]);
    return {
      operations: { start: { act: (asked) => ({ url: page.urlOf(asked) }) }, finish: { act: (asked) => page.redeem(asked) } },
      levers: {
        authenticate: defineLever(
          'The citizen logs in at the page: 500 with the eID, 450 with an app and its code, 400 with an app and a fingerprint.',
          z.strictObject({ url: z.url(), insz: inszSchema, level: z.union([z.literal(500), z.literal(450), z.literal(400)]).default(500), language: languageSchema.nullable().default(null) }),
          returned, ({ url, ...who }) => logIn(url, who),
        ),
        'rotate-keys': rotateKeysLever(means),
      },
    };
  });
}
