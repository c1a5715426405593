import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tokenFile } from '#connectors/rest-kit/served-token.ts';
import type { OpenSandbox, Served } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { messagingConfig } from '../../messaging.config.ts';
import type { messaging } from '../../messaging.port.ts';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import { callDesk, callsFolder } from './call-desk.ts';
import { eBoxAgreement, eBoxKeys, eBoxPlaces } from './e-box-agreement.ts';
import { eBoxDesk } from './e-box-desk.ts';
import { keptMails } from './keep-mails.ts';
import { mailKeys } from './mail-keys.ts';
import { openMailServer } from './mail-server.ts';
import { mailboxPage } from './mailbox-page.ts';
import { takeLetters } from './print-shop.ts';
import { bouncesAt, mailUser, places, reportUser } from './served-places.ts';
import { smsDesk } from './sms-desk.ts';
import { tellHouse } from './tell-house.ts';
import { whatsappDesk } from './whatsapp-desk.ts';
import { graphVersion, whatsappIds, whatsappPlaces } from './whatsapp-places.ts';
import { servedTemplates } from './whatsapp-templates.ts';

/** A mail server, an SMS gateway, WhatsApp, an e-Box and a print shop, each over its own wire; and the mailbox in which a person reads what came. */
export const servedMessaging: Served<typeof messaging, typeof messagingConfig> = {
  open: async (sandbox, { folder, realNow, url }) => {
    mkdirSync(folder, { recursive: true });
    const { mailPassword, reportPassword, bounceKey, mailPort, printShop } = places(folder);
    for (const told of [reportPassword, bounceKey]) keptSecret(told);
    mkdirSync(printShop, { recursive: true });
    const { key, certificate } = (await mailKeys.open(folder, realNow())).of('mail');
    const mails = keptMails(folder);
    const mail = await openMailServer({ keep: mails.keep, side: sandbox.implementation, key, certificate, user: mailUser, password: keptSecret(mailPassword), portFile: mailPort });
    const shop = openShop(sandbox, printShop);
    const sms = smsDesk(sandbox.implementation, folder);
    const eBox = await eBoxDesk(sandbox.implementation, { folder, realNow });
    const mailbox = mailboxPage(sandbox, { at: new URL(url).pathname.replace(/\/$/, ''), printShop, documents: eBoxPlaces(folder).documents });
    const desks: readonly (readonly [at: string, desk: WireHandler])[] = [
      ['/sms', sms],
      ['/graph', whatsappDesk(sandbox.implementation, folder)],
      ['/e-box', eBox],
      ['/contact-centre', callDesk(sandbox.implementation, folder)],
    ];
    return {
      handle: (request) => {
        const [at, desk] = desks.find(([place]) => request.path.startsWith(`${place}/`)) ?? ['', mailbox];
        return desk({ ...request, path: request.path.slice(at.length) });
      },
      levers: { 'whatsapp-template': servedTemplates(folder).lever, mail: mails.lever },
      close: async () => { await shop.close(); await mail.close(); },
    };
  },
  tell: tellHouse,
  settings: ({ url, folder }) => {
    const { mailPassword, reportPassword, bounceKey, mailPort, printShop } = places(folder);
    const { accessToken, appSecret, verifyToken } = whatsappPlaces(folder);
    const { audience, clientId, senderOrganizationId, senderApplicationId, messageTypeId, referenceKey } = eBoxAgreement;
    const reports = { user: reportUser, password: `file:${reportPassword}` };
    return {
      email: {
        host: '127.0.0.1', ...(existsSync(mailPort) && { port: Number(readFileSync(mailPort, 'utf8')) }), tls: 'starttls', trustRoots: `file:${mailKeys.rootFile(folder)}`, login: { user: mailUser, password: `file:${mailPassword}` },
        from: { name: 'eID aan huis', address: 'eid-aan-huis@sandbox.example' }, bounces: { address: bouncesAt, addressKey: `file:${bounceKey}`, credentials: reports },
      },
      sms: { url: `${url}/sms`, credentials: { kind: 'bearer', token: `file:${tokenFile(folder)}` }, sender: 'eID thuis', receipts: reports },
      letters: { folder: resolve(printShop), sender: { name: 'eID aan huis', lines: ['Sandbox'] }, receipts: reports },
      whatsapp: { url: `${url}/graph`, version: graphVersion, ...whatsappIds(folder), accessToken: `file:${accessToken}`, appSecret: `file:${appSecret}`, verifyToken: `file:${verifyToken}`, sendsReferences: true },
      contactCentre: { url: `${url}/contact-centre`, credentials: { kind: 'bearer', token: `file:${tokenFile(callsFolder(folder))}` }, outcomes: reports },
      eBox: {
        url: `${url}/e-box`, token: { url: `${url}/e-box/token`, audience, clientId, privateKey: `file:${eBoxKeys.keyFile(eBoxPlaces(folder).own, 'municipality')}` },
        senderOrganizationId, senderApplicationId, messageTypeId, referenceKey, sender: { name: 'eID aan huis', lines: ['Sandbox'] },
      },
    };
  },
};

const everyMs = 100;

/** Looks for letters again and again, as somebody who empties a tray. */
function openShop(sandbox: OpenSandbox<typeof messaging>, folder: string): { close(): Promise<void> } {
  const stopping = new AbortController();
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // A file or a folder that another process holds: its next turn comes.
      await takeLetters(sandbox, folder).catch(() => undefined);
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const stopped = work();
  return { close: async () => { stopping.abort(); await stopped; } };
}
