import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who has a key here: MAGDA, which signs answers, and the house that is let in. */
export type Holder = 'magda' | 'house';

const keysIn = (folder: string): string => join(folder, 'keys');
export const keyFile = (folder: string, holder: Holder): string => join(keysIn(folder), `${holder}.key.pem`);
export const certificateFile = (folder: string, holder: Holder): string => join(keysIn(folder), `${holder}.pem`);
export const rootFile = (folder: string): string => join(keysIn(folder), 'root.pem');
export const subjectOf = (holder: Holder | 'root'): string => `C=BE, O=Sandbox of MAGDA, CN=${holder}`;

export interface ServedKeys { readonly root: string; readonly key: string; readonly certificate: string }

/** MAGDA's own key and certificate, with the root of both; made when first opened, and kept, so that what trusts them goes on. */
export async function openServedKeys(folder: string, now: number): Promise<ServedKeys> {
  if (!existsSync(rootFile(folder))) await makeServedKeys(folder, now);
  const read = (file: string) => readFileSync(file, 'utf8');
  return { root: read(rootFile(folder)), key: read(keyFile(folder, 'magda')), certificate: read(certificateFile(folder, 'magda')) };
}

const day = 86_400_000;

/** They come into the folder all together or not at all. */
async function makeServedKeys(folder: string, now: number): Promise<void> {
  // What makes certificates is loaded when one is made: a house that is really live never does.
  const { makeTestCertificate } = await import('#connectors/wire-kit/ws-security/test-certificates.ts');
  const valid = { from: new Date(now - day), to: new Date(now + 1_825 * day) };
  const root = await makeTestCertificate({ name: subjectOf('root'), ca: {}, ...valid });
  const made = `${keysIn(folder)}.${randomUUID()}`;
  mkdirSync(made, { recursive: true });
  const keep = (name: string, text: string) => writeFileSync(join(made, name), text, { mode: 0o600 });
  keep('root.pem', root.certificatePem);
  for (const holder of ['magda', 'house'] as const) {
    const one = await makeTestCertificate({ name: subjectOf(holder), issuer: root, ...valid });
    keep(`${holder}.key.pem`, one.privateKeyPem);
    keep(`${holder}.pem`, one.certificatePem);
  }
  try {
    renameSync(made, keysIn(folder));
  } catch (error) {
    // Another process was first: its keys count.
    rmSync(made, { recursive: true });
    if (!existsSync(rootFile(folder))) throw error;
  }
}
