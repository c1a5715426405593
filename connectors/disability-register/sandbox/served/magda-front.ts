import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import { childNamed, childrenOf, childText, isNamed } from '#services/wire-kit/find-in-xml.ts';
import { rememberInMemory } from '#services/wire-kit/ws-security/seen-messages.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { verifyMessage, type VerifySettings } from '#services/wire-kit/ws-security/verify-message.ts';
import { element, prefixed, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlElement, XmlTree } from '#services/wire-kit/xml-tree.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler } from '#services/kernel/wire.ts';
import type { disabilityRegister } from '../../disability-register.port.ts';
import type { Span } from '../../judge-recognition.ts';
import { services } from '../../wire/magda-names.ts';
import { magdaKeys, type MagdaKeys } from './magda-keys.ts';
import { dossierContent, exception, inscriptionResult, renumbered, tag, writeReply, type Asked, type Said } from './write-repliek.ts';

interface FrontOptions {
  readonly sandbox: Pick<OpenSandbox<typeof disabilityRegister>, 'implementation' | 'levers'>;
  readonly file: SandboxFile;
  readonly keys: MagdaKeys;
  readonly now: () => number;
  readonly realNow: () => number;
}

const soap = prefixed('soap', 'http://schemas.xmlsoap.org/soap/envelope/');
const xml = { 'content-type': 'text/xml; charset=utf-8' };
const recognitionsLever = z.object({ recognitions: z.array(z.object({ insz: z.string(), from: z.string(), until: z.string().nullable() })) });

/** MAGDA over its wire: one end point for both services. What it refuses it says inside an answer with status 200. */
export function magdaFront({ sandbox, file, keys, now, realNow }: FrontOptions): WireHandler {
  /** Until which day a person is registered. */
  const registered = file.documents<string>('registered');
  const trusting: VerifySettings = { partner: { roots: [keys.root], allowed: [{ subject: magdaKeys.subjectOf('house') }] }, seen: rememberInMemory(100_000, realNow) };

  const register = (asked: XmlElement): Said => {
    const inscription = childNamed(childNamed(asked, 'Inhoud', ''), 'Inschrijving', '');
    const subject = childNamed(childNamed(childNamed(inscription, 'BetrokkenSubject', ''), 'Subjecten', ''), 'Subject', '');
    const period = childNamed(inscription, 'Periode', '');
    const [insz, from, until] = [inszSchema.safeParse(childText(subject, 'Sleutel', '')), daySchema.safeParse(childText(period, 'Begin', '')), daySchema.safeParse(childText(period, 'Einde', ''))];
    if (!insz.success || !from.success || !until.success || until.data < from.data) return { exceptions: [exception('20002', 'FOUT', 'INSZ in de vraag heeft een ongeldige structuur', realNow())] };
    registered.put(insz.data, until.data);
    return { content: inscriptionResult() };
  };

  const consult = async (asked: XmlElement, by: Asked): Promise<Said> => {
    const criteria = childNamed(childNamed(asked, 'Criteria', ''), 'ConsultFilesByDateCriteria', '');
    const [insz, on] = [inszSchema.safeParse(childText(criteria, 'ssin', '')), daySchema.safeParse(childText(criteria, 'referenceDate', ''))];
    if (!insz.success || !on.success) return { exceptions: [exception('20002', 'FOUT', 'INSZ in de vraag heeft een ongeldige structuur', realNow())] };
    if ((registered.get(insz.data) ?? '') < dayOf(now())) return { content: dossierContent(insz.data, undefined), exceptions: [exception('70001', 'WAARSCHUWING', 'Antwoord met waarschuwing', realNow())] };
    const { replacedBy } = await sandbox.implementation.recognition({ insz: insz.data, on: on.data }, callFor(by));
    const inForce = replacedBy ?? insz.data;
    const { recognitions } = recognitionsLever.parse(await sandbox.levers['recognitions']?.pull({}));
    const spans: Span[] = recognitions.filter((one) => one.insz === inForce);
    return { content: dossierContent(inForce, spans), exceptions: replacedBy === null ? [] : [renumbered(insz.data, replacedBy, realNow())] };
  };

  const answer = async (body: XmlElement): Promise<XmlTree | undefined> => {
    const [root, ...more] = childrenOf(body);
    const service = Object.values(services).find(({ name, namespace }) => root && isNamed(root, name, namespace));
    if (!root || !service || more.length > 0) return undefined;
    const request = childNamed(root, 'Verzoek', '');
    const context = childNamed(request, 'Context', '');
    const sender = childNamed(childNamed(context, 'Bericht', ''), 'Afzender', '');
    const question = childNamed(childNamed(request, 'Vragen', ''), 'Vraag', '');
    const asked: Asked = {
      service, sender: childText(sender, 'Identificatie', ''), capacity: childText(sender, 'Hoedanigheid', ''), contextReference: childText(sender, 'Referte', ''), reference: childText(question, 'Referte', ''),
    };
    if (childText(context, 'Naam', '') !== service.name || childText(context, 'Versie', '') !== service.version || asked.reference === '') return undefined;
    const said = service === services.inscription ? register(question) : await consult(question, asked).catch(refusal);
    return writeReply(asked, said, realNow(), randomUUID());
  };

  const refusal = (error: unknown): Said => {
    if (!isFailure(error)) throw error;
    return { exceptions: [error.data.retry === 'safe' ? exception('99996', 'FOUT', 'Te veel gelijktijdige bevragingen', realNow()) : exception('30003', 'FOUT', 'Onbestaand INSZ', realNow())] };
  };

  return async ({ method, path, body }): Promise<WireAnswer> => {
    if (method !== 'POST' || path !== '/soap') return { status: 404 };
    try {
      const said = await answer((await verifyMessage(body, trusting, realNow())).body);
      if (!said) return fault('Client', 'unknown service');
      const signed = signMessage(element(soap('Envelope'), element(soap('Body'), said)), { certificatePem: keys.of('magda').certificate, privateKey: keys.of('magda').key }, { now: realNow(), newId: () => `_${randomUUID()}` });
      return { status: 200, headers: xml, body: signed.xml };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return fault('Client', error.type);
    }
  };
}

function callFor({ capacity, reference }: Asked): OutwardCall {
  return { key: '', actor: `magda:${capacity}`, dossier: null, traceId: reference, signal: new AbortController().signal, sealed: () => Promise.reject(new Error('a look-up carries no envelope')) };
}

function fault(code: string, reason: string): WireAnswer {
  return { status: 500, headers: xml, body: writeXml(element(soap('Envelope'), element(soap('Body'), element(soap('Fault'), tag('faultcode', `soap:${code}`), tag('faultstring', reason))))) };
}
