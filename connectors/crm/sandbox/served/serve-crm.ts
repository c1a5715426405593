import { keepToken, tokenFile } from '#connectors/rest-kit/served-token.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { crmConfig } from '../../crm.config.ts';
import type { crm } from '../../crm.port.ts';
import { crmFront } from './crm-front.ts';
import { keepReferences } from './keep-references.ts';

/** The sandbox of the CRM over its wire. */
export const servedCrm: Served<typeof crm, typeof crmConfig> = {
  open: ({ implementation: side }, { folder }) => {
    const file = openSandboxFile(folder, 'references');
    return Promise.resolve({ handle: crmFront({ side, references: keepReferences(file), letsIn: keepToken(folder) }), close: () => Promise.resolve(file.close()) });
  },
  settings: ({ url, folder }) => ({ url, credentials: { kind: 'bearer', token: `file:${tokenFile(folder)}` } }),
};
