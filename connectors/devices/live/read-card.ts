import { X509Certificate } from 'node:crypto';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import type { CardContent, CardFileName } from '#services/belgium/eid-card/card-files.ts';
import type { CardRefusal } from '#services/belgium/eid-card/card-refused.ts';
import { verifyCard } from '#services/belgium/eid-card/verify-card.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { devicesFailures, type devices } from '../devices.port.ts';
import type { CardFile } from '../wire/asks.ts';
import type { AskDevice } from './ask-device.ts';
import type { DevicesLiveSettings } from './devices-settings.ts';

const wanted: readonly CardFile[] = ['identity', 'identity-signature', 'address', 'address-signature', 'photo', 'rrn-certificate'];
/** A card that was read by a slow reader: some 20 KB, at 50 ms for 255 bytes. */
const withinMs = 25_000;

/** The agent reads, the house believes or does not: by the signatures of the National Register, under the roots of its own settings. */
export function readCardBy(ask: AskDevice, { config, secret, realNow }: Pick<LiveEnv<DevicesLiveSettings>, 'config' | 'secret' | 'realNow'>): PortImplementation<typeof devices>['readCard'] {
  return async ({ device }, call) => {
    const { files, activated, pinTriesLeft } = await ask(device, 'read-card', { files: [...wanted] }, call, withinMs);
    // It gives nothing of itself yet, so nothing of it can be believed.
    if (!activated) throw devicesFailures['card-unreadable']({ issues: [{ in: 'body', name: 'card', detail: 'not-activated' }] });
    const read = verifyCard(bytesOf(files), { anchors: splitPem(secret(config.cardRoots)).map((pem) => new X509Certificate(pem)), at: realNow() });
    if ('refused' in read) throw refusalOf(read.refused);
    const { identity: { cardNumber, insz, lastName, firstNames, validUntil }, address, photo } = read.card;
    return { cardNumber, insz, lastName, firstNames, validUntil, activated, photo: photo && Buffer.from(photo).toString('base64'), address, pinTriesLeft };
  };
}

function bytesOf(files: Readonly<Partial<Record<CardFile, string>>>): CardContent {
  const content: Partial<Record<CardFileName, Uint8Array>> = {};
  for (const name of wanted) {
    const file = files[name];
    if (file !== undefined) content[name] = Buffer.from(file, 'base64');
  }
  return content;
}

function refusalOf(code: CardRefusal) {
  const issues = [{ in: 'body', name: 'card', detail: code }] as const;
  return code === 'unreadable' ? devicesFailures['card-unreadable']({ issues }) : devicesFailures['forged-card']({ issues });
}
