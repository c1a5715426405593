import { z } from 'zod';
import { loginPage } from '#connectors/sandbox-kit/open-login-page.ts';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema, type Language } from '#services/belgium/language.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { citizenLogin, citizenLoginFailures } from '../citizen-login.port.ts';

interface Who { readonly insz: string; readonly level: number; readonly language: Language | null }

/** A login service at which a test person logs in by the lever `authenticate`, whoever that is. */
export function openCitizenLogin(env: SandboxEnv<unknown>): OpenSandbox<typeof citizenLogin> {
  return openSandbox(citizenLogin, env, citizenLoginFailures, (means) => {
    const page = loginPage<Who>(means, citizenLoginFailures.refused);
    return {
      operations: { start: { act: (asked) => ({ url: page.urlOf(asked) }) }, finish: { act: (asked) => page.redeem(asked) } },
      levers: {
        authenticate: means.lever(
          'The citizen logs in at the page: 500 with the eID, 450 with an app.',
          z.strictObject({ url: z.url(), insz: inszSchema, level: z.union([z.literal(500), z.literal(450)]).default(500), language: languageSchema.nullable().default(null) }),
          z.object({ code: z.string(), state: z.string() }), ({ url, ...who }) => page.grant(url, who),
        ),
      },
    };
  });
}
