import { dirname } from 'node:path';
import { houseKey, houseKeyFile } from '#connectors/login-kit/serving/house-keys.ts';
import { serveLogin } from '#connectors/login-kit/serving/serve-login.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Served, ServeEnv } from '#services/kernel/connector.ts';
import type { citizenLoginConfig } from '../../citizen-login.config.ts';
import { citizenLogin } from '../../citizen-login.port.ts';
import { fasDesk, itsmeDesk } from '../citizen-desks.ts';

const clientId = 'eid-aan-huis';
type Place = Pick<ServeEnv<unknown>, 'url' | 'folder'>;

/** The sandbox as two login services, each with the quirks of the real one: CSAM/FAS and itsme. */
export const servedCitizenLogin: Served<typeof citizenLogin, typeof citizenLoginConfig> = {
  open: async (_sandbox, { config, folder, url, now }) => {
    // The books of the sandbox stand one folder up, in the one of its municipality.
    const file = openSandboxFile(dirname(folder), citizenLogin.id);
    const [signing, decryption] = [houseKey(folder, 'signing'), houseKey(folder, 'decryption')];
    const shared = { url, file, now, returnUrls: config.returnUrls };
    const proves = { client_id: clientId, token_endpoint_auth_method: 'private_key_jwt' as const, userinfo_signed_response_alg: 'RS256' as const };
    const fas = await serveLogin({ ...shared, desk: fasDesk, client: { ...proves, jwks: { keys: [signing] } } });
    const encrypts = { alg: 'RSA-OAEP', enc: 'A128CBC-HS256' } as const;
    const itsme = await serveLogin({
      ...shared, desk: itsmeDesk, client: {
        ...proves, jwks: { keys: [signing, decryption] }, id_token_encrypted_response_alg: encrypts.alg, id_token_encrypted_response_enc: encrypts.enc,
        userinfo_encrypted_response_alg: encrypts.alg, userinfo_encrypted_response_enc: encrypts.enc,
      },
    });
    return { handle: (request) => (request.path.startsWith(`${itsmeDesk.path}/`) ? itsme : fas)(request), close: () => Promise.resolve(file.close()) };
  },
  settings: (place) => ({ flavour: 'fas', ...ours(place, fasDesk.path) }),
};

/** Settings of the other flavour at the same place. */
export function itsmeSettingsAt(place: Place): unknown {
  return { flavour: 'itsme', ...ours(place, itsmeDesk.path), service: 'EIDAANHUIS_LOGIN', decryption: { privateKey: `file:${houseKeyFile(place.folder, 'decryption')}` } };
}

function ours({ url, folder }: Place, path: string) {
  return { issuer: `${url}${path}`, clientId, authentication: { kind: 'private-key', privateKey: `file:${houseKeyFile(folder, 'signing')}` } };
}
