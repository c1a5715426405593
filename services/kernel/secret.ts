import { z } from 'zod';

/** Where a secret stands, never the secret itself: `env:NAME` or `file:/path`. Configuration holds nothing else (R4). */
export const secretReference = z.string().regex(/^(env:[A-Z][A-Z0-9_]*|file:.+)$/, 'a secret is named by env:NAME or file:/path, never written here').meta({ secret: true });

/** Reads what stands behind a reference, each time anew: a secret that was replaced counts from then on. @throws secret.missing */
export type ReadSecret = (reference: string) => string;

/** For where nothing live is opened. */
export const noSecrets: ReadSecret = (reference) => { throw new Error(`no secrets are read here ('${reference}')`); };
