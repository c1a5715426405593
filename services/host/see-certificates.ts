import type { Certificate } from './list-certificates.ts';

/** What this node saw of the certificates, by municipality, so that a screen that looks often does not ask every partner each time. */
export interface SeenCertificates {
  of(municipality: string, when: { readonly from: number; readonly within: number }, look: () => Promise<readonly Certificate[]>): Promise<readonly Certificate[]>;
}

export function seeCertificates(): SeenCertificates {
  const seen = new Map<string, { readonly at: number; readonly certificates: Promise<readonly Certificate[]> }>();
  return {
    of: (municipality, { from, within }, look) => {
      const last = seen.get(municipality);
      if (last && from - last.at < within) return last.certificates;
      // Kept while it is under way too: two who look at once ask once.
      const certificates = look();
      seen.set(municipality, { at: from, certificates });
      certificates.catch(() => { seen.delete(municipality); });
      return certificates;
    },
  };
}
