import { childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { NotAnswered, post, tooLarge, type Posted } from '#services/wire-kit/post.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import { openEnvelope } from '#services/wire-kit/ws-security/open-envelope.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { faultIn, verifyAnswer, type SoapFault } from '#services/wire-kit/ws-security/verify-answer.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Question } from './magda-messages.ts';
import type { MagdaSettings } from './magda-settings.ts';
import { networkMeaning } from '#services/wire-kit/network-meanings.ts';
import { RegisterTrouble } from './register-trouble.ts';

const largestAnswer = 1024 * 1024;
const connections = 10;
const headers = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: '""' };

export interface Carrier {
  /** Signs a question, sends it, and gives what stands in the Body of an answer that is believed. @throws RegisterTrouble */
  carry(question: Question, signal: AbortSignal): Promise<XmlElement>;
  /** Until when the certificate of the end point is valid, once it was seen. */
  readonly validTo: () => number | undefined;
  close(): void;
}

export function openCarrier({ config, secret, realNow }: LiveEnv<MagdaSettings>, newId: () => string): Carrier {
  const { url } = config;
  const trouble = (kind: RegisterTrouble['kind'], what: RegisterTrouble['what'], says: string) => new RegisterTrouble(kind, what, `MAGDA at ${url}: ${says}`);
  const agent = keepAgent(url, () => ({ key: secret(config.privateKey), cert: secret(config.certificate), ca: secret(config.trustRoots) }), connections);
  let validTo: number | undefined;

  const unusable = () => trouble('misconfigured', 'credentials', `our private key or certificate cannot be used: look at ${config.privateKey} and ${config.certificate}`);

  const sign = ({ envelope }: Question): Buffer => {
    const [certificatePem = '', ...above] = splitPem(secret(config.certificate));
    const privateKey = secret(config.privateKey);
    try {
      return Buffer.from(signMessage(envelope, { certificatePem, chainPem: above, privateKey }, { now: realNow(), newId }).xml, 'utf8');
    } catch {
      throw unusable();
    }
  };

  const send = async (bytes: Buffer, signal: AbortSignal): Promise<Posted> => {
    try {
      return await post({ agent: agent.now(), timeoutMs: config.timeoutSeconds * 1_000, largestAnswer }, url, headers, bytes, signal);
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      if (error.code === tooLarge) throw trouble('unreadable', 'reachability', 'an answer larger than any of its answers is');
      if (error.code === 'unusable' || error.code.startsWith('ERR_OSSL')) throw unusable();
      const { kind, what, says } = networkMeaning(error.code) ?? { kind: 'unavailable', what: 'reachability', says: 'the connection broke' };
      throw trouble(kind, what, says);
    }
  };

  /** A fault tells nothing about a person; one that nobody signed may come from anybody on the way. So it is never more than: not now. */
  const faulted = (code: string) => trouble('unavailable', 'credentials', `a fault (${/^[A-Za-z.]{1,40}$/.test(code) ? code : 'without a code'}): compare our certificate with the agreement, and the clock of this machine with the time`);

  /** What was answered and by whom: the signed Body where answers are signed, else what TLS vouches for. */
  const believed = async ({ body }: Posted): Promise<XmlElement> => {
    if (config.answersSignedBy === undefined) {
      const open = openEnvelope(readXml(body), { headers: 'any' });
      const fault = faultIn(open.body);
      if (fault) throw faulted(fault.code);
      return open.body;
    }
    const answer = await verifyAnswer(body, { partner: { roots: splitPem(secret(config.trustRoots)), allowed: [config.answersSignedBy] } }, realNow());
    if (answer.unsigned || answer.fault) throw faulted(answer.fault?.code ?? '');
    return answer.message.body;
  };

  return {
    carry: async (question, signal) => {
      const posted = await send(sign(question), signal);
      validTo = posted.validTo ?? validTo;
      if (posted.status === 401 || posted.status === 403) throw trouble('misconfigured', 'credentials', `it does not let us in (${posted.status}): let Digitaal Vlaanderen register our certificate`);
      if (posted.status === 404 || (posted.status >= 300 && posted.status < 400)) throw trouble('misconfigured', 'reachability', `its service is not at this address (${posted.status})`);
      const fault = posted.status === 500 ? faultOf(posted) : undefined;
      if (fault) throw faulted(fault.code);
      // A page that says to come back later has any status, 200 too.
      if (posted.status === 429 || posted.status >= 500 || !/\bxml\b/.test(posted.type)) throw trouble('unavailable', 'reachability', `no answer of the service (${posted.status})`);
      if (posted.status !== 200) throw trouble('refused', 'reachability', `the question was refused (${posted.status})`);
      try {
        const [said, ...more] = childrenOf(await believed(posted));
        if (said === undefined || more.length > 0) throw trouble('unreadable', 'reachability', 'an answer with nothing in it, or too much');
        return said;
      } catch (error) {
        if (!isFailure(error)) throw error;
        throw trouble('unreadable', error.type.startsWith('wss.') ? 'certificate' : 'reachability', `an answer that cannot be believed (${error.type})`);
      }
    },
    validTo: () => validTo,
    close: () => agent.close(),
  };
}

function faultOf({ body }: Posted): SoapFault | undefined {
  try {
    return faultIn(openEnvelope(readXml(body), { headers: 'any' }).body);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}
