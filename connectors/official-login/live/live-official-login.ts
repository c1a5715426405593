import { checkLogin } from '#connectors/login-kit/asking/check-login.ts';
import { openLogin, type Noticed } from '#connectors/login-kit/asking/open-login.ts';
import { publishKeys } from '#connectors/login-kit/asking/publish-keys.ts';
import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { officialLogin, officialLoginFailures } from '../official-login.port.ts';
import { officialLoginSettings, type OfficialLoginSettings } from './official-login-settings.ts';
import { readOfficial } from './read-official.ts';

type Side = PortImplementation<typeof officialLogin> & AsyncDisposable;

/** Login of officials at ACM/IDM. Roles come as they are held, wherever that is: which of them count here is decided by who calls. */
export const liveOfficialLogin = defineLive<PortImplementation<typeof officialLogin>, typeof officialLoginSettings>(officialLoginSettings, {
  open: (env): Side => {
    const login = loginAt(env);
    const { output } = officialLogin.operations.finish;
    return {
      start: async (asked, { signal }) => ({ url: await login.start(asked, signal) }),
      finish: async (asked, { signal }) => {
        const who = output.safeParse(readOfficial(env.config, (await login.finish(asked, signal)).claims));
        if (!who.success) throw officialLoginFailures['untrusted-answer']({ cause: new Error('login, after: not the claims that were agreed') });
        return who.data;
      },
      [Symbol.asyncDispose]: () => Promise.resolve(login.close()),
    };
  },
  check: (env) => checkLogin(env, (notice) => loginAt(env, notice)),
  inbound: publishKeys,
});

function loginAt({ config, secret, realNow }: LiveEnv<OfficialLoginSettings>, notice?: (noticed: Noticed) => void) {
  const { scopes, levels, userInfo } = config;
  return openLogin({ place: config, flavour: { scopes, levels, userInfo }, failures: officialLoginFailures, secret, realNow, ...(notice && { notice }) });
}
