import { z } from 'zod';

/** The one certificate that a partner signs with, as a municipality's settings name it. */
export const pinnedSigner = z.union([
  z.strictObject({ subject: z.string().min(1).describe('Its parts in the order of the certificate: `C=BE, O=…, CN=…`.') }),
  z.strictObject({ fingerprint256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/i, 'a fingerprint has 32 bytes in hexadecimal with colons').describe('SHA-256 of the certificate: `AB:CD:…`.') }),
]);
