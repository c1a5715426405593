import { z } from 'zod';
import { loginPage } from '#connectors/sandbox-kit/open-login-page.ts';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { officialLogin, officialLoginFailures } from '../official-login.port.ts';

const who = officialLogin.operations.finish.output;

/** A login service at which an official logs in by the lever `authenticate`, with whatever roles the lever gives. */
export function openOfficialLogin(env: SandboxEnv<unknown>): OpenSandbox<typeof officialLogin> {
  return openSandbox(officialLogin, env, officialLoginFailures, (means) => {
    const page = loginPage<z.output<typeof who>>(means, officialLoginFailures.refused);
    return {
      operations: { start: { act: (asked) => ({ url: page.urlOf(asked) }) }, finish: { act: (asked) => page.redeem(asked) } },
      levers: {
        authenticate: means.lever(
          'The official logs in at the page.', z.strictObject({ url: z.url(), ...who.shape }), z.object({ code: z.string(), state: z.string() }),
          ({ url, ...official }) => page.grant(url, official),
        ),
      },
    };
  });
}
