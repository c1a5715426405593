import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { keepToken, tokenFile } from '#connectors/rest-kit/served-token.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Served, ServeEnv } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { bpostConfig } from '../../bpost.config.ts';
import type { bpost } from '../../bpost.port.ts';
import type { bpostSettings } from '../../live/bpost-settings.ts';
import { bpostKeys } from './bpost-keys.ts';
import { eidFront } from './eid-front.ts';
import { proofingFront } from './proofing-front.ts';
import { shmFront } from './shm-front.ts';
import { tellHouse } from './tell-house.ts';
import { trackingFront } from './tracking-front.ts';

const account = '123456';

/** The sandbox of bpost over its wires. One secret, made when it is first opened, is pass phrase, token and key of them all. */
export const servedBpost: Served<typeof bpost, typeof bpostConfig> = {
  open: async (sandbox, { folder, config, realNow }) => {
    // What it signs its messages with: the live side trusts the root beside it.
    await bpostKeys.open(folder, realNow());
    const letsIn = keepToken(folder);
    const file = openSandboxFile(folder, 'shipping-manager');
    const secret = readFileSync(tokenFile(folder), 'utf8');
    const fronts: ReadonlyMap<string, WireHandler> = new Map([
      ['shm', shmFront({ sandbox, file, account, passPhrase: secret, slots: config.slots })],
      ['tracking', trackingFront({ sandbox, account, passPhrase: secret })],
      ['proofing', proofingFront({ sandbox, apiKey: secret })],
      ['eid', eidFront(sandbox, letsIn)],
    ]);
    return {
      handle: async (request) => {
        const [, service = '', below = ''] = /^\/([^/]+)(\/.*)$/.exec(request.path) ?? [];
        const front = fronts.get(service);
        return front ? front({ ...request, path: below }) : { status: 404 };
      },
      close: () => Promise.resolve(file.close()),
    };
  },
  tell: (env, at) => tellHouse(env, at),
  settings: (place) => settingsAt(place, 'soap'),
};

/** Settings of the live side that reach it, with one of the flavours of address proofing. */
export function settingsAt({ url, folder }: Pick<ServeEnv<unknown>, 'url' | 'folder'>, kind: 'soap' | 'rest'): z.input<typeof bpostSettings> {
  const secret = `file:${tokenFile(folder)}`;
  return {
    account, passPhrase: secret, shippingManager: { url: `${url}/shm` }, tracking: { url: `${url}/tracking` }, eidDelivery: { url: `${url}/eid`, credentials: { kind: 'bearer', token: secret } },
    proofing: kind === 'soap' ? { kind, url: `${url}/proofing/soap` } : { kind, url: `${url}/proofing/rest`, apiKey: secret },
    inbound: { soap: { trustRoots: `file:${bpostKeys.rootFile(folder)}`, signedBy: { subject: bpostKeys.subjectOf('bpost') } } },
  };
}
