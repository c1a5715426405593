import { z } from 'zod';

const port = z.int().min(1).max(65_535);

/** How an agent finds and believes its fingerprint device. */
export const sbiSettings = z.strictObject({
  /** Where a device service may listen, on this machine only. The specification keeps 4501 to 4600 for it. */
  ports: z.strictObject({ from: port, to: port }).refine(({ from, to }) => from <= to && to - from < 100, 'at most 100 ports, the first one first').default({ from: 4501, to: 4600 }),
  /** Certificates (PEM) of the authorities of device makers that are believed. */
  providers: z.array(z.string().includes('BEGIN CERTIFICATE')).min(1),
  /** Serial number of the only device that is used; any device of a believed maker when it is left out. */
  serial: z.string().min(1).max(100).optional(),
  environment: z.enum(['Production', 'Pre-Production', 'Staging', 'Developer']).default('Production'),
  /** How much longer than the citizen has the device may take to process, sign and answer. */
  answerWithinMs: z.int().min(1).max(60_000).default(5_000),
});
export type SbiSettings = z.output<typeof sbiSettings>;
