import { checkLogin } from '#connectors/login-kit/asking/check-login.ts';
import { openLogin, type Noticed } from '#connectors/login-kit/asking/open-login.ts';
import { publishKeys } from '#connectors/login-kit/asking/publish-keys.ts';
import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { citizenLogin, citizenLoginFailures } from '../citizen-login.port.ts';
import { citizenFlavour } from './citizen-flavours.ts';
import { citizenLoginSettings, type CitizenLoginSettings } from './citizen-login-settings.ts';

type Side = PortImplementation<typeof citizenLogin> & AsyncDisposable;

/** Login of citizens at the service that the settings name. */
export const liveCitizenLogin = defineLive<PortImplementation<typeof citizenLogin>, typeof citizenLoginSettings>(citizenLoginSettings, {
  open: (env): Side => {
    const { read } = citizenFlavour(env.config);
    const login = loginAt(env);
    const { output } = citizenLogin.operations.finish;
    return {
      start: async (asked, { signal }) => ({ url: await login.start(asked, signal) }),
      finish: async (asked, { signal }) => {
        const who = output.safeParse(read(await login.finish(asked, signal)));
        if (!who.success) throw citizenLoginFailures['untrusted-answer']({ cause: new Error('login, after: not the claims that were agreed') });
        return who.data;
      },
      [Symbol.asyncDispose]: () => Promise.resolve(login.close()),
    };
  },
  check: (env) => checkLogin(env, (notice) => loginAt(env, notice)),
  inbound: publishKeys,
});

function loginAt({ config, secret, realNow }: LiveEnv<CitizenLoginSettings>, notice?: (noticed: Noticed) => void) {
  return openLogin({ place: config, flavour: citizenFlavour(config).login, failures: citizenLoginFailures, secret, realNow, ...(notice && { notice }) });
}
