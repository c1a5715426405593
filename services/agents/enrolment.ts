import { z } from 'zod';
import { agentRight, agents } from './agents.contract.ts';
import { namedKey } from './frame-keys.ts';

/**
 * How a device agent gets into the house, once: `POST /agents/<NIS>/enrolments` with the code that an administrator was shown, no token. Answered with 201 and `enrolled`,
 * or with a problem document whose `failure` is `agents.wrong-code` (wrong, used, or too late: which of them is not told), or 429 with `Retry-After`.
 */
export const enrolmentsPath = (nis: string): string => `/agents/${encodeURIComponent(nis)}/enrolments`;

/** `proof` is made by `proveKey`, for the NIS code in the address. */
export const enrolling = agents.actions.enrol.input.omit({ nis: true });
export type Enrolling = z.output<typeof enrolling>;

export const enrolled = z.object({
  kid: z.string().max(120).describe('By which the agent signs its frames from now on.'),
  device: z.string(), title: z.string(), nis: z.string(), rights: z.array(agentRight),
  keys: z.array(namedKey).min(1).describe('By which the house signs its frames, the newest first.'),
  biza: z.object({ keyId: z.string(), certificate: z.string() }).nullable().describe('Certificate (PEM) of BiZa for which fingerprints and codes are sealed: the agent keeps it, and shows its fingerprint to be compared. Null: comes another way.'),
});
export type Enrolled = z.output<typeof enrolled>;
