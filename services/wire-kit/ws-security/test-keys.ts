import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The keys of one served sandbox: who has one, where it stands, and what the certificates say. */
export interface TestKeys<Holder extends string> {
  /** `<owner>, CN=<holder>`, as a partner is pinned by. */
  readonly subjectOf: (holder: Holder | 'root') => string;
  readonly keyFile: (folder: string, holder: Holder) => string;
  readonly certificateFile: (folder: string, holder: Holder) => string;
  readonly rootFile: (folder: string) => string;
  /** Made when first opened, and kept: what trusts them goes on after the process ended. */
  readonly open: (folder: string, now: number) => Promise<OpenTestKeys<Holder>>;
}
export interface OpenTestKeys<Holder extends string> { readonly root: string; readonly of: (holder: Holder) => { readonly key: string; readonly certificate: string } }

const day = 86_400_000;
/** Subject alternative name (RFC 5280, 4.2.1.6): the address 127.0.0.1 and the name localhost. */
const onThisMachine = { oid: '2.5.29.17', critical: false, value: Uint8Array.from([0x30, 17, 0x87, 4, 127, 0, 0, 1, 0x82, 9, ...Buffer.from('localhost')]) };

/** A root, and below it a certificate for each holder; those in `servers` also stand for this machine, over TLS. */
export function testKeys<const Holder extends string>(owner: string, holders: readonly Holder[], servers: readonly Holder[] = []): TestKeys<Holder> {
  const keysIn = (folder: string) => join(folder, 'keys');
  const subjectOf = (holder: Holder | 'root') => `C=BE, O=${owner}, CN=${holder}`;
  const keyFile = (folder: string, holder: Holder) => join(keysIn(folder), `${holder}.key.pem`);
  const certificateFile = (folder: string, holder: Holder) => join(keysIn(folder), `${holder}.pem`);
  const rootFile = (folder: string) => join(keysIn(folder), 'root.pem');

  /** They come into the folder all together or not at all. */
  const make = async (folder: string, now: number): Promise<void> => {
    // What makes certificates is loaded when one is made: a house that is really live never does.
    const { makeTestCertificate } = await import('./test-certificates.ts');
    const valid = { from: new Date(now - day), to: new Date(now + 1_825 * day) };
    const root = await makeTestCertificate({ name: subjectOf('root'), ca: {}, ...valid });
    const made = `${keysIn(folder)}.${randomUUID()}`;
    mkdirSync(made, { recursive: true });
    const keep = (name: string, text: string) => writeFileSync(join(made, name), text, { mode: 0o600 });
    keep('root.pem', root.certificatePem);
    for (const holder of holders) {
      const one = await makeTestCertificate({ name: subjectOf(holder), issuer: root, extensions: servers.includes(holder) ? [onThisMachine] : [], ...valid });
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
  };

  return {
    subjectOf, keyFile, certificateFile, rootFile,
    open: async (folder, now) => {
      if (!existsSync(rootFile(folder))) await make(folder, now);
      const read = (file: string) => readFileSync(file, 'utf8');
      return { root: read(rootFile(folder)), of: (holder) => ({ key: read(keyFile(folder, holder)), certificate: read(certificateFile(folder, holder)) }) };
    },
  };
}
