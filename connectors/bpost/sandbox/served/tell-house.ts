import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { childNamed, childText, optionalChild } from '#connectors/wire-kit/find-in-xml.ts';
import { readXml } from '#connectors/wire-kit/read-xml.ts';
import { signMessage } from '#connectors/wire-kit/ws-security/sign-message.ts';
import { element, prefixed } from '#connectors/wire-kit/write-xml.ts';
import type { XmlTree } from '#connectors/wire-kit/xml-tree.ts';
import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';
import { moment } from '../../bpost.port.ts';
import { deliveryMessageAction, deliveryMessagesNamespace as namespace, soapNamespace } from '../../wire/delivery-message-names.ts';
import { bpostKeys } from './bpost-keys.ts';

const soap = prefixed('soap', soapNamespace);
const dm = prefixed('dm', namespace);
const patienceMs = 5_000;
const told = z.looseObject({ moment: moment.nullish() });

/** bpost's sandbox tells a house what happened, over the SOAP service of that house: signed, and acknowledged or told again. */
export function tellHouse({ folder, realNow, fetch, municipality }: Pick<ServeEnv<unknown>, 'folder' | 'realNow' | 'fetch' | 'municipality'>, at: string): Deliver {
  return async (_message, id, payload) => {
    const keys = await bpostKeys.open(folder, realNow());
    const { key: privateKey, certificate: certificatePem } = keys.of('bpost');
    const { xml } = signMessage(element(soap('Envelope'), element(soap('Body'), messageOf(id, municipality.nis, payload))), { certificatePem, privateKey }, { now: realNow(), newId: () => `_${randomUUID()}` });
    const answer = await fetch(`${at}/soap`, {
      method: 'POST', headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${deliveryMessageAction}"` }, body: xml, signal: AbortSignal.timeout(patienceMs),
    });
    demandAcknowledged(answer.status, new Uint8Array(await answer.arrayBuffer()), id);
  };
}

/** It may be told to say what was not agreed, and then does. */
function messageOf(messageId: string, nis: string, payload: Readonly<Record<string, unknown>>): XmlTree {
  const { moment } = told.parse(payload);
  const text = (name: string, value: unknown) => (value === null || value === undefined ? undefined : element(dm(name), typeof value === 'string' ? value : JSON.stringify(value)));
  const instant = (name: string, value: unknown) => text(name, typeof value === 'number' ? new Date(value).toISOString() : value);
  return element(
    dm('deliveryMessage'), text('messageId', messageId), text('municipality', nis), text('reference', payload['reference']), text('event', payload['event']), instant('at', payload['at']), text('sequence', payload['sequence']),
    text('employee', payload['employee']), text('reason', payload['reason']), moment ? element(dm('moment'), instant('start', moment.start), instant('end', moment.end)) : undefined,
  );
}

/** Anything but an answer that names this message leaves it to be told again. */
function demandAcknowledged(status: number, bytes: Uint8Array, id: string): void {
  const body = childNamed(readXml(bytes), 'Body', soapNamespace);
  const answer = optionalChild(body, 'deliveryMessageResponse', namespace);
  if (status !== 200 || !answer || childText(answer, 'messageId', namespace) !== id) throw new Error(`message ${id} was not taken in (HTTP ${status})`);
}
