import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** What was filled in, as it was sent. */
export type Typed = Readonly<Record<string, string>>;

export interface FormKeeper {
  keep(typed: Typed, bound: Bound): string;
  /** Undefined: it was not kept here, not for this browser and page, or somebody changed it. */
  open(kept: string, bound: Bound): Typed | undefined;
}
interface Bound { readonly visitor: string; readonly page: string }

const form = /^[\w-]{38,}$/;
const [ivBytes, tagBytes] = [12, 16];
const fields = z.record(z.string(), z.string());

/**
 * What somebody had filled in goes along in the page itself until he or she has come in again (W3C, technique G181): nothing of it stays in the house, and who looks at
 * that page in the meantime cannot read it. AES-256-GCM under a key that is derived from that of the forms (HKDF, RFC 5869), bound to the browser and the page.
 */
export function keepForms(key: () => KeyObject): FormKeeper {
  const ours = () => Buffer.from(hkdfSync('sha256', key(), '', 'a form that is kept', 32));
  const boundTo = ({ visitor, page }: Bound) => Buffer.from(JSON.stringify(['kept form', visitor, page]));
  return {
    keep: (typed, bound) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', ours(), iv).setAAD(boundTo(bound));
      const ciphertext = Buffer.concat([cipher.update(JSON.stringify(typed), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, ciphertext, cipher.getAuthTag()]).toString('base64url');
    },
    open: (kept, bound) => {
      if (!form.test(kept)) return undefined;
      const bytes = Buffer.from(kept, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', ours(), bytes.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(boundTo(bound)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        return fields.parse(JSON.parse(Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8')));
      } catch {
        return undefined;
      }
    },
  };
}
