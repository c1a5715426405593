import { readFileSync } from 'node:fs';
import type { Served } from '#services/kernel/connector.ts';
import type { bizaConfig } from '../../biza.config.ts';
import type { biza } from '../../biza.port.ts';
import { openRestFront, restPortFile } from './rest-front.ts';
import { bizaKeys } from './biza-keys.ts';
import { soapFront } from './soap-front.ts';

/** The sandbox of BiZa over both of its wires. */
export const servedBiza: Served<typeof biza, typeof bizaConfig> = {
  open: async ({ implementation: side }, { folder, url, realNow }) => {
    const keys = await bizaKeys.open(folder, realNow());
    const rest = await openRestFront(side, keys, folder);
    return { handle: soapFront({ side, keys, url, realNow }), close: rest.close };
  },
  settings: ({ url, folder }) => ({ flavour: 'soap', eidUrl: `${url}/eid`, personUrl: `${url}/person`, ...ours(folder), expectedSigner: { subject: bizaKeys.subjectOf('bus') }, busSignsHeader: true }),
};

/** Settings of the REST flavour, once it was opened. */
export function restSettingsIn(folder: string): unknown {
  return { flavour: 'rest', url: `https://127.0.0.1:${readFileSync(restPortFile(folder), 'utf8')}`, ...ours(folder) };
}

function ours(folder: string) {
  return { privateKey: `file:${bizaKeys.keyFile(folder, 'house')}`, certificate: `file:${bizaKeys.certificateFile(folder, 'house')}`, trustRoots: `file:${bizaKeys.rootFile(folder)}` };
}
