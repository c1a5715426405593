import { randomUUID } from 'node:crypto';
import type { SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';

/** The CRM's own references, which stand in addresses: made when a citizen is first found, and kept. */
export interface References { readonly of: (insz: string) => string; readonly inszOf: (reference: string) => string | undefined }

export function keepReferences(file: SandboxFile): References {
  const byNumber = file.documents<string>('reference');
  const byReference = file.documents<string>('number');
  return {
    // Most are known: they need not wait for who is writing the file.
    of: (insz) => byNumber.get(insz) ?? file.transaction(() => {
      const known = byNumber.get(insz);
      if (known !== undefined) return known;
      const reference = randomUUID();
      byNumber.put(insz, reference);
      byReference.put(reference, insz);
      return reference;
    }),
    inszOf: (reference) => byReference.get(reference),
  };
}
