import { createHmac, randomUUID, timingSafeEqual, type KeyObject } from 'node:crypto';

/** What a form brings back beside its fields: it was made here, for this browser and this page, and each sending of it is one deed. */
export interface FormProof { readonly once: string; readonly proof: string }

export interface FormSealer {
  make(form: FormPlace): FormProof;
  holds(form: FormPlace, given: { readonly once: string; readonly proof: string }): boolean;
}
interface FormPlace { readonly visitor: string; readonly page: string; readonly name: string }

const onceForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Another site can send a form in somebody's name, but it cannot know this (CSRF): the visitor's cookie is in it, under a key of the house. */
export function sealForms(key: () => KeyObject): FormSealer {
  const proofOf = ({ visitor, page, name }: FormPlace, once: string) => createHmac('sha256', key()).update(JSON.stringify(['form', visitor, page, name, once])).digest();
  return {
    make: (form) => {
      const once = randomUUID();
      return { once, proof: proofOf(form, once).toString('base64url') };
    },
    holds: (form, { once, proof }) => {
      if (!onceForm.test(once)) return false;
      const [expected, given] = [proofOf(form, once), Buffer.from(proof, 'base64url')];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
