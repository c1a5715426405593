import type { Client, IHttpClient } from 'soap';
import { isFailure } from '#services/kernel/failure.ts';
import type { Exchange } from './ask-biza.ts';
import { failureOf } from './failure-table.ts';

/** What the library is given in place of its own HTTP: takes the envelope that it wrote, gives back one whose Body is proven. */
export type Carry = (envelope: string, action: string, operation: string, exchange: Exchange) => Promise<string>;
export type SoapService = (operation: string, message: object, exchange: Exchange) => Promise<unknown>;

interface Asked { readonly operation: string; readonly exchange: Exchange; readonly broken: (error: unknown) => void }

/**
 * A service by its WSDL: the library writes the request and reads the answer, and never sees a byte that was not verified. Its errors hold whole
 * envelopes, so none leaves this file. All texts come as they stand; what they are is not for it to guess.
 */
export function soapService(wsdl: string, carry: Carry): SoapService {
  // The library passes the options of a call on as they are: they say which call it is.
  const waiting = new WeakMap<object, Asked>();
  const httpClient: IHttpClient = {
    request: (_url, envelope: string, callback, headers, options) => {
      const asked = options && waiting.get(options);
      if (!asked) throw new Error('the library asks for something that nobody asked it for');
      const relay = async () => {
        const answer = await carry(envelope, headers?.['SOAPAction'] ?? '', asked.operation, asked.exchange).catch((error: unknown) => ({ error }));
        if (typeof answer === 'string') callback(null, { status: 200, headers: {} }, answer);
        else callback(answer.error);
      };
      relay().catch(asked.broken);
      return new Promise<never>(() => {});
    },
  };
  const open = async (): Promise<Client> => {
    // Loaded when somebody is asked over SOAP: it takes longer than all else at start-up.
    const { createClientAsync } = await import('soap');
    return createClientAsync(wsdl, { httpClient, preserveWhitespace: true, customDeserializer: { date: asItStands, dateTime: asItStands, boolean: asItStands, integer: asItStands } });
  };
  let opened: Promise<Client> | undefined;
  return async (operation, message, exchange) => {
    opened ??= open();
    const client = await opened.catch(() => {
      // Another call may find what this one did not; nothing was sent.
      opened = undefined;
      throw failureOf('not-sent', exchange.kind);
    });
    const method: unknown = client[operation];
    if (typeof method !== 'function') throw new Error(`the WSDL has no operation '${operation}'`);
    try {
      return await new Promise((resolve, reject) => {
        const options = {};
        waiting.set(options, { operation, exchange, broken: reject });
        method(withoutNulls(message), (error: unknown, result: unknown) => { if (error) reject(error); else resolve(result); }, options);
      });
    } catch (error) {
      throw isFailure(error) ? error : failureOf('unverified', exchange.kind);
    }
  };
}

const asItStands = (text: string): string => text;

/** What is null in JSON is not there in XML. */
function withoutNulls(message: object): object {
  return Object.fromEntries(Object.entries(message).filter(([, value]) => value !== null));
}
