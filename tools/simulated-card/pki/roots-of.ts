import { X509Certificate } from 'node:crypto';
import type { TestPki } from './mint-pki.ts';

/** PEM of both roots: what a house that should believe these cards is given. */
export function rootsOf({ rsa, ec }: TestPki): string {
  return [rsa, ec].map(({ root }) => new X509Certificate(root.certificate).toString()).join('');
}
