import type { Finding } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';

export interface Certificate { readonly port: string; readonly says: string; readonly until: number | null }

/** Whatever ends on a day, connector by connector, the earliest first. A connector whose secrets cannot be read, or that does not answer, stands at the top: nobody knows of its certificates. */
export async function listCertificates(ports: Iterable<string>, look: (port: string) => Promise<readonly Finding[]>): Promise<readonly Certificate[]> {
  const found: Certificate[] = [];
  // One after the other: this is never in a hurry, and a partner is asked once.
  for (const port of ports) found.push(...await certificatesOf(port, look));
  return found.toSorted((a, b) => (a.until ?? 0) - (b.until ?? 0));
}

async function certificatesOf(port: string, look: (port: string) => Promise<readonly Finding[]>): Promise<Certificate[]> {
  try {
    const findings = await look(port);
    const wrong = findings.filter(({ until, ok, what }) => until === undefined && !ok && (what === 'certificate' || what === 'credentials'));
    return [...findings.flatMap(({ until, says }) => (until === undefined ? [] : [{ port, says, until }])), ...wrong.map(({ says }) => ({ port, says, until: null }))];
  } catch (error) {
    return [{ port, says: isFailure(error) ? `it could not be looked at: ${error.message}` : 'it could not be looked at', until: null }];
  }
}
