import { attributeOf, childrenOf, isNamed, textOf } from '../find-in-xml.ts';
import { readXml } from '../read-xml.ts';
import type { XmlElement } from '../xml-tree.ts';
import { openEnvelope } from './open-envelope.ts';
import { verifyEnvelope } from './verify-message.ts';
import type { VerifiedMessage, VerifySettings } from './verify-message.ts';
import { wssFailure } from './wss-failures.ts';
import { soapNs, wsaNs } from './wss-names.ts';

/** How an answer must bind itself to its request. Each that is given is demanded, and must be signed. */
export interface AnswerBinding {
  /** Its signature value, in base64: SignatureConfirmation of WS-Security 1.1. */
  readonly signatureValue?: string;
  /** Its MessageID: RelatesTo of WS-Addressing. */
  readonly messageId?: string;
}

export interface SoapFault {
  /** The local part of faultcode: Client, Server, … or a code of the partner's own. */
  readonly code: string;
  readonly reason: string;
  readonly detail: XmlElement | undefined;
}

/**
 * An unsigned fault may have been written by anybody on the way. The caller may take it as transient or ambiguous and ask again; never
 * as a success, a refusal for good, or the state of anything.
 */
export type Answer =
  | { readonly unsigned: false; readonly message: VerifiedMessage; readonly fault: SoapFault | undefined }
  | { readonly unsigned: true; readonly fault: SoapFault };

/** The answer to a request of ours. The Federal Service Bus signs answers but not faults, and offers no binding but its message id. */
export async function verifyAnswer(bytes: Uint8Array, settings: VerifySettings, now: number, binding: AnswerBinding = {}): Promise<Answer> {
  const open = openEnvelope(readXml(bytes, settings.limits), settings.understood);
  const unsignedFault = open.security === undefined ? faultIn(open.body) : undefined;
  if (unsignedFault !== undefined) return { unsigned: true, fault: unsignedFault };
  const message = await verifyEnvelope(open, settings, now);
  checkBinding(message, binding);
  return { unsigned: false, message, fault: faultIn(message.body) };
}

function checkBinding({ headers, confirmations }: VerifiedMessage, { signatureValue, messageId }: AnswerBinding): void {
  const confirmed = confirmations.map((confirmation) => attributeOf(confirmation, 'Value'));
  if (signatureValue !== undefined && (confirmed.length !== 1 || confirmed[0] !== signatureValue)) throw wssFailure('other-answer', 'Security/SignatureConfirmation', 'does not confirm our signature');
  const related = headers.filter((header) => isNamed(header, 'RelatesTo', wsaNs)).map(textOf);
  if (messageId !== undefined && (related.length !== 1 || related[0] !== messageId)) throw wssFailure('other-answer', 'Header/RelatesTo', 'does not name our message');
}

/** The fault that is all a body holds. */
export function faultIn(body: XmlElement): SoapFault | undefined {
  const [fault, ...more] = childrenOf(body);
  if (fault === undefined || more.length > 0 || !isNamed(fault, 'Fault', soapNs)) return undefined;
  // Some stacks put the parts of a fault into the namespace of SOAP, where SOAP 1.1 puts them into none.
  const part = (local: string): XmlElement | undefined => childrenOf(fault).find((child) => isNamed(child, local, ['', soapNs]));
  const text = (element: XmlElement | undefined): string => (element === undefined ? '' : textOf(element).trim());
  return { code: text(part('faultcode')).split(':').at(-1) ?? '', reason: text(part('faultstring')), detail: part('detail') };
}
