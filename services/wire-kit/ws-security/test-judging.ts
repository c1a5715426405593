import { isFailure } from '#services/kernel/failure.ts';
import { forge, type Forgery } from './test-forgeries.ts';
import type { TestPartner } from './test-partner.ts';
import { verifyMessage, type VerifySettings } from './verify-message.ts';

export const identity = (of: { readonly certificatePem: string; readonly privateKeyPem: string }) => ({ certificatePem: of.certificatePem, privateKeyPem: of.privateKeyPem });

/** For suites: messages of one partner, and how they are judged at this moment. */
export function judging(partner: () => TestPartner, now: number) {
  const aMessage = (overrides: Partial<Forgery> = {}) => forge({ ...identity(partner().leaf), ...overrides });
  const verified = (bytes: Uint8Array, settings: Partial<VerifySettings> = {}, at = now) => verifyMessage(bytes, { partner: partner().trusted, ...settings }, at);
  /** The refusal in one line: type, place, rule. */
  const refusal = async (bytes: Uint8Array, settings: Partial<VerifySettings> = {}, at = now): Promise<string> => {
    try {
      await verified(bytes, settings, at);
    } catch (error) {
      if (!isFailure(error)) throw error;
      return [error.type, ...(error.data.issues ?? []).map(({ name, detail }) => `${name}: ${detail}`)].join(' · ');
    }
    return 'believed';
  };
  return { aMessage, verified, refusal };
}
