import { z } from 'zod';
import { emailSettings } from './email/email-settings.ts';
import { letterSettings } from './letters/letter-settings.ts';
import { smsSettings } from './sms/sms-settings.ts';

/** Each medium where the municipality has an agreement for it; what is left out is refused (`medium-not-offered`), and the next medium is tried. */
export const messagingSettings = z.strictObject({
  email: emailSettings.optional().describe('Mail.'),
  sms: smsSettings.optional().describe('Short messages.'),
  letters: letterSettings.optional().describe('Letters on paper, by a print shop.'),
});
export type MessagingSettings = z.output<typeof messagingSettings>;
