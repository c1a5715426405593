import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import { keepToken, tokenFile } from '#connectors/rest-kit/served-token.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { crmConfig } from '../../crm.config.ts';
import type { crm } from '../../crm.port.ts';
import { crmFront } from './crm-front.ts';
import { keepReferences } from './keep-references.ts';
import { complaintsPassword, complaintsUser, tellHouse } from './tell-house.ts';

/** The sandbox of the CRM over its wire. */
export const servedCrm: Served<typeof crm, typeof crmConfig> = {
  open: ({ implementation: side }, { folder }) => {
    const file = openSandboxFile(folder, 'references');
    keptSecret(complaintsPassword(folder));
    return Promise.resolve({ handle: crmFront({ side, references: keepReferences(file), letsIn: keepToken(folder) }), close: () => Promise.resolve(file.close()) });
  },
  tell: tellHouse,
  settings: ({ url, folder }) => ({ url, credentials: { kind: 'bearer', token: `file:${tokenFile(folder)}` }, complaints: { user: complaintsUser, password: `file:${complaintsPassword(folder)}` } }),
};
