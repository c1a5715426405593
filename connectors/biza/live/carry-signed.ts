import type { Agent } from 'node:http';
import { saidByStatus } from '#connectors/rest-kit/mishaps.ts';
import { childNamed, childrenOf, childText, isNamed, optionalChild } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { sha1ReadingProfile, strictProfile } from '#services/wire-kit/ws-security/crypto-profile.ts';
import { rememberInMemory } from '#services/wire-kit/ws-security/seen-messages.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { verifyAnswer, type Answer, type SoapFault } from '#services/wire-kit/ws-security/verify-answer.ts';
import type { VerifySettings } from '#services/wire-kit/ws-security/verify-message.ts';
import { element, prefixed, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlElement, XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { eidNamespace, fsbHeaderNamespace, soapNamespace } from '../wire/names.ts';
import type { SoapSettings } from './biza-settings.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import { failureOf, refusalOf, type Mishap } from './failure-table.ts';
import type { Notice } from './notice.ts';
import { NotAnswered, post, tooLarge, type Posted } from '#services/wire-kit/post.ts';
import type { Carry } from './soap-service.ts';

const soap = prefixed('soap', soapNamespace);
const fsb = prefixed('fsb', fsbHeaderNamespace);
const fsbHeader = { namespace: fsbHeaderNamespace, local: 'fsbHeader' };
const largestAnswer = 1024 * 1024;

export interface CarryOptions {
  readonly url: string;
  readonly agentFor: (url: string) => Agent;
  /** An id nobody used before, an XML name. */
  readonly newId: () => string;
  /** Whether this is what answers the operation, by its name and namespaces. */
  readonly isAnswer: (answer: XmlElement, operation: string) => boolean;
  /** Whether each answer repeats our message id under its signature; where it need not, it may, and counts once. */
  readonly repeatsId: boolean;
  readonly notice?: Notice | undefined;
}

/**
 * Signs an envelope, sends it, and verifies the raw answer before anybody else reads it: signature over Body, Timestamp and the header that
 * repeats our message id, by the agreed certificate, now. What it hands on is the signed Body and nothing around it.
 */
export function carryTo({ config, secret, realNow }: LiveEnv<SoapSettings>, { url, agentFor, newId, isAnswer, repeatsId, notice = () => {} }: CarryOptions): Carry {
  // What came once does not come again, even where nothing binds it to what was asked.
  const seen = rememberInMemory(10_000, realNow);
  const sign = (envelope: string, messageId: string): string => {
    const [certificatePem = '', ...above] = splitPem(secret(config.certificate));
    return signMessage(withHeader(envelope, messageId), {
      certificatePem, ...(above.length > 0 && { chainPem: above }), privateKey: secret(config.privateKey), alsoSign: [fsbHeader], lifeMs: config.timestampSeconds * 1_000,
    }, { now: realNow(), newId }).xml;
  };
  const trusting = (): VerifySettings => ({
    partner: { roots: splitPem(secret(config.trustRoots)), allowed: [config.expectedSigner] }, profile: config.cryptoProfile === 'sha256' ? strictProfile : sha1ReadingProfile,
    window: { skewMs: config.skewSeconds * 1_000, longestLifeMs: 15 * 60_000 }, seen, understood: { headers: [`{${fsbHeaderNamespace}}fsbHeader`] },
    limits: { bytes: largestAnswer },
  });

  return async (envelope, action, operation, { kind, signal }) => {
    const fail = (mishap: Mishap, code?: string): Error => {
      notice({ mishap, ...(code !== undefined && { code }) });
      return failureOf(mishap, kind);
    };
    const messageId = newId();
    const settings = trusting();
    const bytes = Buffer.from(signing(() => sign(envelope, messageId), () => fail('unusable-key')), 'utf8');
    const headers = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: action };
    const posted = await post({ agent: agentFor(url), timeoutMs: config.timeoutSeconds * 1_000, largestAnswer }, url, headers, bytes, signal).catch((error: unknown) => {
      if (!(error instanceof NotAnswered)) throw error;
      throw fail(error.code === tooLarge ? 'unverified' : error.sent ? 'lost' : 'not-sent', error.code);
    });
    const byStatus = saidByStatus(posted.status);
    if (byStatus) throw fail(byStatus, `HTTP ${posted.status}`);

    const answer = await verified(posted, settings, realNow());
    if (answer === undefined) throw fail(posted.status >= 500 && !posted.type.includes('xml') ? 'lost' : 'unverified', `HTTP ${posted.status}`);
    if (answer.unsigned) throw fail('unsigned-fault', answer.fault.code);
    notice({ validTo: answer.message.signer.validTo });
    if (!repeats(answer.message.headers, messageId, repeatsId)) throw fail('unverified');
    if (answer.fault) throw refusalOf(codeIn(answer.fault), kind);
    const [said, ...more] = childrenOf(answer.message.body);
    if (posted.status !== 200 || said === undefined || more.length > 0 || !isAnswer(said, operation)) throw fail('unverified');
    return writeXml(element(soap('Envelope'), element(soap('Body'), said)));
  };
}

/** What node:crypto says about a key that it cannot read is no answer of BiZa's. */
function signing(sign: () => string, failed: () => Error): string {
  try {
    return sign();
  } catch (error) {
    throw isFailure(error) ? error : failed();
  }
}

function withHeader(envelope: string, messageId: string): XmlTree {
  const read = readXml(Buffer.from(envelope, 'utf8'));
  return { ...read, children: [element(soap('Header'), element(fsb('fsbHeader'), element(fsb('messageId'), messageId))), childNamed(read, 'Body', soapNamespace)] };
}

/** Nothing where it cannot be believed: why not is nobody's business but the sender's. */
async function verified({ body }: Posted, settings: VerifySettings, now: number): Promise<Answer | undefined> {
  try {
    return await verifyAnswer(body, settings, now);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}

/** An answer to something else that was asked, by us or by another, is no answer. Headers that nobody signed are not among these. */
function repeats(headers: readonly XmlElement[], messageId: string, mustRepeat: boolean): boolean {
  const named = headers.filter((block) => isNamed(block, 'fsbHeader', fsbHeaderNamespace));
  return named.length === (mustRepeat ? 1 : Math.min(named.length, 1)) && named.every((block) => childText(block, 'messageId', fsbHeaderNamespace) === messageId);
}

/** The code in a declared fault; none in any other. */
function codeIn({ detail }: SoapFault): string {
  const stated = detail && optionalChild(detail, 'serviceFault', eidNamespace);
  const error = stated && optionalChild(stated, 'error', eidNamespace);
  const code = error && optionalChild(error, 'code', eidNamespace);
  return code ? childText(code, 'code', eidNamespace) : '';
}
