import { defineLive, type Finding, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { messagingFailures, type messaging } from '../messaging.port.ts';
import { checkEmail } from './email/check-email.ts';
import { sendEmail } from './email/send-email.ts';
import { messagingInbound } from './inbound/messaging-inbound.ts';
import { checkLetters, handOverLetter } from './letters/hand-over-letter.ts';
import { messagingSettings, type MessagingSettings } from './messaging-settings.ts';
import { checkSms } from './sms/check-sms.ts';
import { openSmsGateway } from './sms/send-sms.ts';

/** Mail server, SMS gateway and print shop of a municipality, each where there is an agreement. WhatsApp has no live side yet: it is refused like a medium that was not agreed. */
export const messagingLive = defineLive(messagingSettings, { open: openMedia, check: checkMedia, inbound: messagingInbound });

const notOffered = () => Promise.reject(messagingFailures['medium-not-offered']());

function openMedia(env: LiveEnv<MessagingSettings>): PortImplementation<typeof messaging> & AsyncDisposable {
  const { email, sms, letters } = env.config;
  const gateway = sms && openSmsGateway({ ...env, config: sms });
  return {
    sendEmail: email ? (mail, call) => sendEmail({ ...env, config: email }, mail, call) : notOffered,
    sendSms: gateway ? (text, call) => gateway.send(text, call) : notOffered,
    sendWhatsapp: notOffered,
    sendLetter: letters ? (letter, call) => handOverLetter({ ...env, config: letters }, letter, call) : notOffered,
    [Symbol.asyncDispose]: () => Promise.resolve(gateway?.close()),
  };
}

async function checkMedia(env: LiveEnv<MessagingSettings>): Promise<readonly Finding[]> {
  const { email, sms, letters } = env.config;
  const none: Finding = { what: 'mapping', ok: false, says: 'No medium is agreed in the settings: name a mail server, an SMS gateway or the folder of a print shop.' };
  if (!email && !sms && !letters) return [none];
  return [
    ...(email ? await checkEmail({ ...env, config: email }) : []), ...(sms ? await checkSms({ ...env, config: sms }) : []), ...(letters ? [await checkLetters(letters)] : []),
  ];
}
