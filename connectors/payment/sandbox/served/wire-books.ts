import type { JsonWebKey } from 'node:crypto';
import { openSandboxFile, type Documents, type SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';

export type ProviderName = 'bancontact' | 'mollie';

/** A payment as its provider was asked for it: what the books behind the wire do not keep. */
export interface AskedPayment {
  readonly provider: ProviderName; readonly reference: string; readonly amount: number; readonly description: string; readonly returnUrl: string; readonly createdAt: number;
  /** In which the citizen is spoken to; null where the wire does not say. */
  readonly language: string | null;
}
export interface WirePayment extends AskedPayment { readonly expiresAt: number }
export interface CallbackKey { readonly kid: string; readonly privateKey: JsonWebKey }
/** A line of the bank as it was told, by its bank reference. */
export interface ToldLine { readonly amount: number; readonly communication: string; readonly valueDate: string }

/** What the wires themselves keep, in a file of their own. */
export interface WireBooks {
  readonly file: SandboxFile;
  readonly asked: Documents<AskedPayment>;
  readonly payments: Documents<WirePayment>;
  /** Which address each provider was told to call. */
  readonly callbackUrls: Documents<string>;
  readonly callbackKeys: Documents<CallbackKey>;
  /** The body of a callback by the id of its message: a repeat says the same. */
  readonly callbacks: Documents<string>;
  /** What was asked under the key of a refund: another request under the same key is a conflict. */
  readonly refundKeys: Documents<string>;
  readonly lines: Documents<ToldLine>;
}

export function openWireBooks(folder: string): WireBooks {
  const file = openSandboxFile(folder, 'payment-wires');
  return {
    file, asked: file.documents('asked'), payments: file.documents('payment'), callbackUrls: file.documents('callback-url'), callbackKeys: file.documents('callback-key'), callbacks: file.documents('callback'),
    refundKeys: file.documents('refund-key'), lines: file.documents('line'),
  };
}
