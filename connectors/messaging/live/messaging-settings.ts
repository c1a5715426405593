import { z } from 'zod';
import { contactCentreSettings } from './call-list/contact-centre-settings.ts';
import { eBoxSettings } from './e-box/e-box-settings.ts';
import { emailSettings } from './email/email-settings.ts';
import { letterSettings } from './letters/letter-settings.ts';
import { smsSettings } from './sms/sms-settings.ts';
import { whatsappSettings } from './whatsapp/whatsapp-settings.ts';

/** Each medium where the municipality has an agreement for it; what is left out is refused (`medium-not-offered`), and the next medium is tried. */
export const messagingSettings = z.strictObject({
  email: emailSettings.optional().describe('Mail.'),
  sms: smsSettings.optional().describe('Short messages.'),
  letters: letterSettings.optional().describe('Letters on paper, by a print shop.'),
  whatsapp: whatsappSettings.optional().describe('WhatsApp, by approved texts.'),
  eBox: eBoxSettings.optional().describe('e-Box, the federal letter box of citizens.'),
  contactCentre: contactCentreSettings.optional().describe('A contact centre that telephones citizens.'),
});
export type MessagingSettings = z.output<typeof messagingSettings>;
