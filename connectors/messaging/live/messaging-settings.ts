import { z } from 'zod';
import { contactCentreSettings } from './call-list/contact-centre-settings.ts';
import { eBoxSettings } from './e-box/e-box-settings.ts';
import { emailSettings } from './email/email-settings.ts';
import { letterSettings } from './letters/letter-settings.ts';
import { smsSettings } from './sms/sms-settings.ts';
import { whatsappSettings } from './whatsapp/whatsapp-settings.ts';

/** Each medium where the municipality has an agreement for it; what is left out is refused (`medium-not-offered`), and the next medium is tried. */
export const messagingSettings = z.strictObject({
  email: emailSettings.optional(),
  sms: smsSettings.optional(),
  letters: letterSettings.optional(),
  whatsapp: whatsappSettings.optional(),
  eBox: eBoxSettings.optional(),
  contactCentre: contactCentreSettings.optional(),
});
export type MessagingSettings = z.output<typeof messagingSettings>;
