import { X509Certificate } from 'node:crypto';
import { isNamed } from '#services/wire-kit/find-in-xml.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import { verifyEnvelope } from '#services/wire-kit/ws-security/verify-message.ts';
import type { OpenEnvelope } from '#services/wire-kit/ws-security/open-envelope.ts';
import type { SeenMessages } from '#services/wire-kit/ws-security/seen-messages.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import type { Log } from '#services/kernel/context.ts';
import { identify } from '../read-caller.ts';
import type { OperationMeans } from '../serve-operation.ts';
import { gatewayFailures } from '../gateway-failures.ts';
import { soapFailures } from './soap-failures.ts';
import { idempotencyKeyHeader } from './soap-names.ts';
import { idempotencyKeyIn } from './read-request.ts';
import type { SoapControl, SoapPlace } from './soap-place.ts';

export interface SigningMeans { readonly control: SoapControl; readonly seen: SeenMessages; readonly log: Log }

/** A message of which it is known who sent it, and only the parts that he sent. */
export interface IdentifiedMessage {
  readonly proof: string;
  readonly body: XmlElement;
  readonly idempotencyKey: string | undefined;
}

/**
 * Refused before a byte of the body is read: no credential where only a token counts, and a token of somebody else.
 * @throws gateway.token-missing, identity.…, soap.other-municipality
 */
export async function bearerOf(authorization: string | undefined, place: SoapPlace, means: Pick<OperationMeans, 'verify'>): Promise<string | undefined> {
  if (authorization === undefined && place.systems.length > 0) return undefined;
  const { proof, caller } = await identify(authorization, means.verify);
  if (caller.municipality !== place.municipality) throw soapFailures['other-municipality']({ issues: [{ in: 'header', name: 'Authorization', detail: 'the credential of another municipality' }] });
  return proof;
}

export function tokenMessage(proof: string, { body, blocks, security }: OpenEnvelope): IdentifiedMessage {
  if (security) throw soapFailures['two-credentials']({ issues: [{ in: 'header', name: 'Security', detail: 'is not expected beside a bearer token' }] });
  return { proof, body, idempotencyKey: idempotencyKeyIn(blocks) };
}

/**
 * Who signed. Without a key of the sender's own, the message itself is the key: a copy of a command that reaches another node gets the kept answer and is carried out
 * once. This node refuses copies by itself.
 * @throws gateway.token-missing, soap.trust-unreadable, wss.…
 */
export async function signedMessage(open: OpenEnvelope, place: SoapPlace, { control, seen, log }: SigningMeans): Promise<IdentifiedMessage> {
  const [first, ...others] = place.systems.map(({ fingerprint256 }) => ({ fingerprint256 }));
  if (!open.security || !first) throw gatewayFailures['token-missing']({ issues: [{ in: 'header', name: 'Authorization', detail: 'a bearer token, or a signed message, is expected' }] });
  const mustCover = open.blocks.some((block) => isNamed(block, idempotencyKeyHeader.local, idempotencyKeyHeader.namespace)) ? [idempotencyKeyHeader] : [];
  const { signer, body, headers, identity } = await verifyEnvelope(open, { partner: { roots: rootsOf(place, log), allowed: [first, ...others] }, mustCover, seen }, control.realNow());
  const system = place.systems.find(({ fingerprint256 }) => fingerprint256.toUpperCase() === signer.fingerprint256);
  if (!system) throw soapFailures['system-unknown']();
  const proof = await control.vouch({ kind: 'system', actor: system.actor, municipality: place.municipality, scopes: system.scopes });
  return { proof, body, idempotencyKey: idempotencyKeyIn(headers) ?? identity };
}

/** Where the certificates stand is told to the log, not to whoever asks. */
function rootsOf({ systems, municipality }: SoapPlace, log: Log): string[] {
  try {
    return [...new Set(systems.flatMap(({ rootsPem }) => splitPem(rootsPem())))].map((pem) => new X509Certificate(pem).toString());
  } catch (cause) {
    log.error({ municipality }, 'the certificates of the authorities (publish.systems, trustRoots) cannot be read');
    throw soapFailures['trust-unreadable']({ cause });
  }
}
