import { z } from 'zod';

/** An address that a browser may be sent to: no other scheme than http and https. */
export const webAddressSchema = z.url({ protocol: /^https?$/, error: 'an address begins with https:// or http://' }).max(500);
