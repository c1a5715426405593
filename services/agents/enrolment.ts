import { z } from 'zod';
import { namedKey, publicKeySchema } from './frame-keys.ts';

/**
 * How a device agent gets into the house, once: `POST /agents/<NIS>/enrolments` with the code that an administrator was shown, no token. Answered with 201 and `enrolled`,
 * or with a problem document whose `type` ends in `agents.wrong-code` (wrong, used, or too late: which of them is not told), or 429 with `Retry-After`.
 */
export const enrolmentsPath = (nis: string): string => `/agents/${encodeURIComponent(nis)}/enrolments`;

export const enrolling = z.strictObject({
  code: z.string().min(1).max(40).describe('As it was typed: capitals, spaces and hyphens do not matter.'),
  publicKey: publicKeySchema.describe('Ed25519, 32 bytes, base64url. The private key stays on the device.'),
  proof: z.base64url().length(86).describe('Ed25519 signature by that key over `eid-agent-enrol.v1`, NIS, the plain code and the key, each on its own line.'),
});
export type Enrolling = z.output<typeof enrolling>;

export const agentRight = z.enum(['capture', 'delivery']);
export type AgentRight = z.output<typeof agentRight>;

export const enrolled = z.object({
  kid: z.string().max(120).describe('By which the agent signs its frames from now on.'),
  device: z.string(), title: z.string(), nis: z.string(), rights: z.array(agentRight),
  keys: z.array(namedKey).min(1).describe('By which the house signs its frames, the newest first.'),
  biza: z.object({ keyId: z.string(), certificate: z.string() }).nullable().describe('Certificate (PEM) of BiZa for which fingerprints and codes are sealed: the agent keeps it, and shows its fingerprint to be compared. Null: comes another way.'),
});
export type Enrolled = z.output<typeof enrolled>;
