import { readFileSync } from 'node:fs';
import { basicHeader } from '#connectors/rest-kit/basic-password.ts';
import { tokenFile } from '#connectors/rest-kit/served-token.ts';
import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';
import type { PaymentConfig } from '../../payment.config.ts';
import { payment } from '../../payment.port.ts';
import { profileId } from './bancontact-front.ts';
import { signCallback } from './callback-keys.ts';
import { openWireBooks, type WireBooks } from './wire-books.ts';
import { statementOf } from './wire-levers.ts';

const patienceMs = 5_000;

type TellEnv = Pick<ServeEnv<PaymentConfig>, 'folder' | 'realNow' | 'fetch' | 'config'>;

/** Providers and bank tell a house what happened, each over the way in that it has: it is told again until it was acknowledged. */
export function tellPayment(env: TellEnv, at: string): Deliver {
  return async (message, id, payload) => {
    const books = openWireBooks(env.folder);
    try {
      await (message === 'credited' ? tellLine(env, at, books, payload) : tellStatus(env, at, books, id, payload));
    } finally {
      books.file.close();
    }
  };
}

async function tellStatus(env: TellEnv, at: string, books: WireBooks, id: string, payload: unknown): Promise<void> {
  const { paymentId } = payment.messages.statusChanged.payload.parse(payload);
  const known = books.payments.get(paymentId);
  if (known?.provider === 'mollie') {
    // Mollie names the payment and signs nothing.
    await demandTaken(await env.fetch(`${at}/mollie`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `id=tr_${paymentId}`, signal: AbortSignal.timeout(patienceMs) }));
    return;
  }
  // It says a status of long ago, as a callback may that comes late: who believes it is found out.
  const body = books.callbacks.get(id) ?? JSON.stringify({ paymentId, status: 'PENDING', amount: known?.amount, reference: known?.reference, currency: 'EUR' });
  books.callbacks.put(id, body);
  const signature = signCallback(books, { id, profileId, callbackUrl: calledAs(books.callbackUrls.get('bancontact'), `${at}/bancontact`), body, now: env.realNow() });
  await demandTaken(await env.fetch(`${at}/bancontact`, { method: 'POST', headers: { 'content-type': 'application/json', signature }, body, signal: AbortSignal.timeout(patienceMs) }));
}

/** The address that was given with the payment; on this machine each process of a middleware has one of its own. */
function calledAs(given: string | undefined, at: string): string {
  const here = (address: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
  return given === undefined || (here(given) && here(at)) ? at : given;
}

async function demandTaken({ status }: Response): Promise<void> {
  if (status !== 200) throw new Error(`it was not taken in (HTTP ${status})`);
}

/** The bank brings a statement with the line in it. */
async function tellLine({ folder, fetch, config }: TellEnv, at: string, books: WireBooks, payload: unknown): Promise<void> {
  const { bankReference, ...line } = payment.messages.credited.payload.parse(payload);
  books.lines.put(bankReference, line);
  const authorization = basicHeader({ user: 'bank', password: readFileSync(tokenFile(folder), 'utf8') });
  await demandTaken(await fetch(`${at}/statements`, { method: 'POST', headers: { 'content-type': 'text/plain', authorization }, body: statementOf(bankReference, line, config), signal: AbortSignal.timeout(patienceMs) }));
}
