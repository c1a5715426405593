import { dirname } from 'node:path';
import { houseSecret, houseSecretFile } from '#connectors/login-kit/serving/house-keys.ts';
import { serveLogin } from '#connectors/login-kit/serving/serve-login.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { officialLoginConfig } from '../../official-login.config.ts';
import { officialLogin } from '../../official-login.port.ts';
import { acmScopes } from '../../wire/acm-names.ts';
import { acmDesk, rolesClaim, rolesScope } from '../acm-desk.ts';

const clientId = 'eid-aan-huis';

/** The sandbox as ACM/IDM. */
export const servedOfficialLogin: Served<typeof officialLogin, typeof officialLoginConfig> = {
  open: async (_sandbox, { config, folder, url, now }) => {
    // The books of the sandbox stand one folder up, in the one of its municipality.
    const file = openSandboxFile(dirname(folder), officialLogin.id);
    const handle = await serveLogin({
      url, desk: acmDesk, file, now, returnUrls: config.returnUrls,
      client: { client_id: clientId, client_secret: houseSecret(folder), token_endpoint_auth_method: 'client_secret_basic' },
    });
    return { handle, close: () => Promise.resolve(file.close()) };
  },
  settings: ({ url, folder }) => ({
    flavour: 'acm-idm', issuer: `${url}${acmDesk.path}`, clientId, authentication: { kind: 'secret-basic', secret: `file:${houseSecretFile(folder)}` }, scopes: [acmScopes.official, rolesScope], rolesClaim,
  }),
};
