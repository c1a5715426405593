import { defineLive, type Finding, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { messagingFailures, type messaging } from '../messaging.port.ts';
import { checkContactCentre } from './call-list/check-contact-centre.ts';
import { openContactCentre } from './call-list/open-contact-centre.ts';
import { checkEBox } from './e-box/check-e-box.ts';
import { openEBox } from './e-box/send-e-box.ts';
import { checkEmail } from './email/check-email.ts';
import { sendEmail } from './email/send-email.ts';
import { messagingInbound } from './inbound/messaging-inbound.ts';
import { checkLetters, handOverLetter } from './letters/hand-over-letter.ts';
import { messagingSettings, type MessagingSettings } from './messaging-settings.ts';
import { checkSms } from './sms/check-sms.ts';
import { openSmsGateway } from './sms/send-sms.ts';
import { checkWhatsapp } from './whatsapp/check-whatsapp.ts';
import { openWhatsapp } from './whatsapp/send-whatsapp.ts';

/** Mail server, SMS gateway, print shop, WhatsApp number, e-Box and contact centre of a municipality, each where there is an agreement. */
export const messagingLive = defineLive(messagingSettings, { open: openMedia, check: checkMedia, inbound: messagingInbound });

const notOffered = () => Promise.reject(messagingFailures['medium-not-offered']());

function openMedia(env: LiveEnv<MessagingSettings>): PortImplementation<typeof messaging> & AsyncDisposable {
  const { email, sms, letters } = env.config;
  const gateway = sms && openSmsGateway({ ...env, config: sms });
  const whatsapp = env.config.whatsapp && openWhatsapp({ ...env, config: env.config.whatsapp });
  const centre = env.config.contactCentre && openContactCentre({ ...env, config: env.config.contactCentre });
  const eBox = env.config.eBox && openEBox({ ...env, config: env.config.eBox });
  return {
    sendEmail: email ? (mail, call) => sendEmail({ ...env, config: email }, mail, call) : notOffered,
    sendSms: gateway ? (text, call) => gateway.send(text, call) : notOffered,
    sendWhatsapp: whatsapp ? (message, call) => whatsapp.send(message, call) : notOffered,
    sendLetter: letters ? (letter, call) => handOverLetter({ ...env, config: letters }, letter, call) : notOffered,
    sendEBox: eBox ? (message, call) => eBox.send(message, call) : notOffered,
    offerCall: centre ? centre.offer : notOffered,
    withdrawCall: centre ? centre.withdraw : notOffered,
    [Symbol.asyncDispose]: () => {
      for (const kept of [gateway, whatsapp, eBox, centre]) kept?.close();
      return Promise.resolve();
    },
  };
}

async function checkMedia(env: LiveEnv<MessagingSettings>): Promise<readonly Finding[]> {
  const { email, sms, letters, whatsapp, eBox, contactCentre } = env.config;
  const none: Finding = { what: 'mapping', ok: false, says: 'No medium is agreed in the settings: name a mail server, an SMS gateway, the folder of a print shop, a WhatsApp number, the e-Box or a contact centre.' };
  if (Object.values(env.config).every((medium) => medium === undefined)) return [none];
  return [
    ...(email ? await checkEmail({ ...env, config: email }) : []), ...(sms ? await checkSms({ ...env, config: sms }) : []), ...(letters ? [await checkLetters(letters)] : []),
    ...(whatsapp ? await checkWhatsapp({ ...env, config: whatsapp }) : []), ...(eBox ? await checkEBox({ ...env, config: eBox }) : []),
    ...(contactCentre ? await checkContactCentre({ ...env, config: contactCentre }) : []),
  ];
}
