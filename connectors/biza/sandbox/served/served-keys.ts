import { existsSync, readFileSync } from 'node:fs';
import { certificateFile, keyFile, rootFile, type Holder } from './key-files.ts';

export interface ServedKeys { readonly root: string; readonly of: (holder: Holder) => { readonly key: string; readonly certificate: string } }

/** The keys and certificates of this sandbox, made when it is first opened. They outlive the process, so that what trusts them goes on. */
export async function openServedKeys(folder: string, now: number): Promise<ServedKeys> {
  if (!existsSync(rootFile(folder))) {
    // What makes certificates is loaded when one is made: a house that is really live never does.
    const { makeServedKeys } = await import('./make-served-keys.ts');
    await makeServedKeys(folder, now);
  }
  const read = (file: string) => readFileSync(file, 'utf8');
  return { root: read(rootFile(folder)), of: (holder) => ({ key: read(keyFile(folder, holder)), certificate: read(certificateFile(folder, holder)) }) };
}
