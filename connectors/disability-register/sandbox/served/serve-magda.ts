import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { disabilityRegisterConfig } from '../../disability-register.config.ts';
import type { disabilityRegister } from '../../disability-register.port.ts';
import { magdaFront } from './magda-front.ts';
import { magdaKeys } from './magda-keys.ts';

/** The register over the wire of MAGDA. */
export const servedMagda: Served<typeof disabilityRegister, typeof disabilityRegisterConfig> = {
  open: async (sandbox, { folder, now, realNow }) => {
    const keys = await magdaKeys.open(folder, realNow());
    const file = openSandboxFile(folder, 'magda');
    return { handle: magdaFront({ sandbox, file, keys, now, realNow }), close: () => Promise.resolve(file.close()) };
  },
  settings: ({ url, folder }) => ({
    flavour: 'magda', url: `${url}/soap`, sender: { identification: 'kb.vlaanderen.be/sandbox/eid-aan-huis', capacity: '1300' },
    privateKey: `file:${magdaKeys.keyFile(folder, 'house')}`, certificate: `file:${magdaKeys.certificateFile(folder, 'house')}`, trustRoots: `file:${magdaKeys.rootFile(folder)}`, answersSignedBy: { subject: magdaKeys.subjectOf('magda') },
  }),
};
