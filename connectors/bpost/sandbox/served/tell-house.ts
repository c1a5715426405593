import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { childNamed, childText, optionalChild } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { element, prefixed } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';
import { moment } from '../../bpost.port.ts';
import { certificationMessageAction, deliveryMessageAction, deliveryMessagesNamespace as namespace, soapNamespace } from '../../wire/delivery-message-names.ts';
import { bpostKeys } from './bpost-keys.ts';

const soap = prefixed('soap', soapNamespace);
const dm = prefixed('dm', namespace);
const patienceMs = 5_000;
const told = z.looseObject({ moment: moment.nullish() });
/** How each message of the port is written: the schema has the fields of each in an order of its own. */
const elements = new Map([
  ['delivery', { name: 'deliveryMessage', action: deliveryMessageAction, fields: ['reference', 'event', 'at', 'sequence', 'employee', 'reason'] }],
  ['certification', { name: 'certificationMessage', action: certificationMessageAction, fields: ['employee', 'event', 'at', 'sequence', 'validFrom', 'validUntil', 'evidence', 'training'] }],
]);

/** bpost's sandbox tells a house what happened, over the SOAP service of that house: signed, and acknowledged or told again. */
export function tellHouse({ folder, realNow, fetch, municipality }: Pick<ServeEnv<unknown>, 'folder' | 'realNow' | 'fetch' | 'municipality'>, at: string): Deliver {
  return async (message, id, payload) => {
    const written = elements.get(message);
    if (!written) throw new Error(`bpost has no message '${message}'`);
    const { name, action, fields } = written;
    const keys = await bpostKeys.open(folder, realNow());
    const { key: privateKey, certificate: certificatePem } = keys.of('bpost');
    const { xml } = signMessage(element(soap('Envelope'), element(soap('Body'), element(dm(name), ...partsOf(payload, fields, { messageId: id, municipality: municipality.nis })))), { certificatePem, privateKey }, { now: realNow(), newId: () => `_${randomUUID()}` });
    const answer = await fetch(`${at}/soap`, {
      method: 'POST', headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }, body: xml, signal: AbortSignal.timeout(patienceMs),
    });
    demandAcknowledged(answer.status, new Uint8Array(await answer.arrayBuffer()), { name, id });
  };
}

/** It may be told to say what was not agreed, and then does. */
function partsOf(payload: Readonly<Record<string, unknown>>, fields: readonly string[], front: Readonly<Record<string, string>>): (XmlTree | undefined)[] {
  const { moment } = told.parse(payload);
  const text = (name: string, value: unknown) => (value === null || value === undefined ? undefined : element(dm(name), typeof value === 'string' ? value : JSON.stringify(value)));
  const instant = (name: string, value: unknown) => text(name, typeof value === 'number' ? new Date(value).toISOString() : value);
  return [
    ...Object.entries(front).map(([name, value]) => text(name, value)), ...fields.map((field) => (field === 'at' ? instant : text)(field, payload[field])),
    moment ? element(dm('moment'), instant('start', moment.start), instant('end', moment.end)) : undefined,
  ];
}

/** Anything but an answer that names this message leaves it to be told again. */
function demandAcknowledged(status: number, bytes: Uint8Array, { name, id }: { readonly name: string; readonly id: string }): void {
  const body = childNamed(readXml(bytes), 'Body', soapNamespace);
  const answer = optionalChild(body, `${name}Response`, namespace);
  if (status !== 200 || !answer || childText(answer, 'messageId', namespace) !== id) throw new Error(`message ${id} was not taken in (HTTP ${status})`);
}
