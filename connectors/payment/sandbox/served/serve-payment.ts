import { keepToken, tokenFile } from '#connectors/rest-kit/served-token.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import { paymentConfig } from '../../payment.config.ts';
import type { payment } from '../../payment.port.ts';
import { accountsFront } from './accounts-front.ts';
import { bancontactFront, profileId } from './bancontact-front.ts';
import { publishedKeys } from './callback-keys.ts';
import { mollieFront } from './mollie-front.ts';
import { paymentPage } from './payment-page.ts';
import { json } from './provider-front.ts';
import { tellPayment } from './tell-payment.ts';
import { openWireBooks } from './wire-books.ts';
import { wireLevers } from './wire-levers.ts';

/** The payment system over the wires of its providers, with a page at which a person can pay. */
export const servedPayment: Served<typeof payment, typeof paymentConfig> = {
  open: (sandbox, { folder, url, now, config }) => {
    const books = openWireBooks(folder);
    const letsIn = keepToken(folder);
    const side = sandbox.implementation;
    const fronts: Readonly<Record<string, WireHandler>> = {
      bancontact: bancontactFront({ side, books, letsIn, url, now }),
      mollie: mollieFront({ side, books, letsIn, url, now }),
      keys: () => Promise.resolve(json(200, publishedKeys(books))),
      accounts: accountsFront(side, letsIn),
      pay: paymentPage({ sandbox, books, url }),
    };
    return Promise.resolve({
      handle: async (request) => {
        const [, first = '', ...below] = request.path.split('/');
        const front = Object.hasOwn(fronts, first) ? fronts[first] : undefined;
        return await front?.({ ...request, path: `/${below.join('/')}` }) ?? { status: 404 };
      },
      levers: wireLevers(books, config, now),
      close: () => { books.file.close(); return Promise.resolve(); },
    });
  },
  tell: tellPayment,
  settings: ({ url, folder }) => {
    const key = `file:${tokenFile(folder)}`;
    const { iban, beneficiary } = paymentConfig.parse({});
    return {
      account: { iban, beneficiary },
      bancontact: { url: `${url}/bancontact`, apiKey: key, profileId, keysUrl: `${url}/keys`, sendsReferences: true },
      mollie: { url: `${url}/mollie`, apiKey: key, sendsReferences: true },
      accounts: { url: `${url}/accounts`, credentials: { kind: 'bearer', token: key } },
      statements: { user: 'bank', password: key, format: 'coda' },
    };
  },
};
