import { z } from 'zod';
import { authenticator, rotateKeysLever } from '#connectors/login-kit/serving/login-levers.ts';
import { loginPage, returned } from '#connectors/sandbox-kit/open-login-page.ts';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { defineLever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import { officialLogin, officialLoginFailures } from '../official-login.port.ts';
import { acmDesk, type Official } from './acm-desk.ts';

/** A login service at which an official logs in by the lever `authenticate`, with whatever roles the lever gives, or at its page where it is served. */
export function openOfficialLogin(env: SandboxEnv<unknown>): OpenSandbox<typeof officialLogin> {
  return openSandbox(officialLogin, env, officialLoginFailures, (means) => {
    const page = loginPage<Official>(means, officialLoginFailures);
    const logIn = authenticator(means, env.fetch, page, [acmDesk]);
    return {
      operations: { start: { act: (asked) => ({ url: page.urlOf(asked) }) }, finish: { act: (asked) => page.redeem(asked) } },
      levers: {
        authenticate: defineLever('The official logs in at the page.', z.strictObject({ url: z.url(), ...officialLogin.operations.finish.output.shape }), returned, ({ url, ...official }) => logIn(url, official)),
        'rotate-keys': rotateKeysLever(means),
      },
    };
  });
}
