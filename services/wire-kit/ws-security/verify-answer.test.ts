import { childText } from '../find-in-xml.ts';
import { element, prefixed } from '../write-xml.ts';
import { signMessage } from './sign-message.ts';
import { aBody, aReference, forge } from './test-forgeries.ts';
import { makeTestPartner } from './test-partner.ts';
import type { TestPartner } from './test-partner.ts';
import { verifyAnswer } from './verify-answer.ts';
import type { AnswerBinding } from './verify-answer.ts';
import { soap, soapNs, wsaNs, wsse11Ns } from './wss-names.ts';

const now = Date.parse('2026-11-25T10:00:00Z');
let partner: TestPartner;
beforeAll(async () => {
  partner = await makeTestPartner('FSB', now);
});

const answered = (bytes: Uint8Array, binding?: AnswerBinding) => verifyAnswer(bytes, { partner: partner.trusted }, now, binding);
const by = () => ({ certificatePem: partner.leaf.certificatePem, privateKeyPem: partner.leaf.privateKeyPem });
const fault = '<soap:Fault><faultcode>soap:Server</faultcode><faultstring> Try later </faultstring><detail><f:code xmlns:f="urn:f">12</f:code></detail></soap:Fault>';
const unsigned = (body: string, header = '') => Buffer.from(`<soap:Envelope xmlns:soap="${soapNs}">${header}<soap:Body>${body}</soap:Body></soap:Envelope>`);

test('an unsigned fault comes back as one, with what it says', async () => {
  const answer = await answered(unsigned(fault));
  expect(answer).toMatchObject({ unsigned: true, fault: { code: 'Server', reason: 'Try later' } });
  expect(answer).not.toHaveProperty('message');
  expect(answer.fault?.detail && childText(answer.fault.detail, 'code', 'urn:f')).toBe('12');
});

test('a fault in the namespace of SOAP, and one that says nothing, are read too', async () => {
  expect(await answered(unsigned('<soap:Fault><soap:faultcode>Client</soap:faultcode></soap:Fault>'))).toMatchObject({ fault: { code: 'Client', reason: '' } });
  expect(await answered(unsigned('<soap:Fault/>'))).toMatchObject({ fault: { code: '', reason: '' } });
});

test.each([
  ['an answer', '<a:answer xmlns:a="urn:a"/>'],
  ['a fault beside an answer', `${fault}<a:answer xmlns:a="urn:a"/>`],
  ['an answer beside a fault', `<a:answer xmlns:a="urn:a"/>${fault}`],
  ['a fault inside an answer', `<a:answer xmlns:a="urn:a">${fault}</a:answer>`],
  ['a fault of another SOAP', '<Fault xmlns="http://www.w3.org/2003/05/soap-envelope"/>'],
  ['nothing', ''],
])('%s that is not signed is not believed', async (_what, body) => {
  await expect(answered(unsigned(body))).rejects.toMatchObject({ type: 'wss.not-signed' });
});

test('a fault whose signature does not fit is refused, not taken for an unsigned one', async () => {
  const signed = forge({ ...by(), body: aBody(fault), afterwards: (xml) => xml.replace('Try later', 'Try never') });
  await expect(answered(signed)).rejects.toMatchObject({ type: 'wss.altered' });
});

test('a signed fault is a fact', async () => {
  expect(await answered(forge({ ...by(), body: aBody(fault) }))).toMatchObject({ unsigned: false, fault: { code: 'Server' } });
  expect(await answered(forge(by()))).toMatchObject({ unsigned: false, fault: undefined });
});

const context = () => {
  let last = 0;
  return { now, newId: () => `_${last += 1}` };
};

test('an answer confirms the signature of its request, and that confirmation is signed', async () => {
  const envelope = element(soap('Envelope'), element(soap('Body'), element(prefixed('a', 'urn:a')('answer'))));
  const request = signMessage(envelope, partner.signs, context());
  const answer = (confirms?: string) => Buffer.from(signMessage(envelope, { ...partner.signs, ...(confirms !== undefined && { confirms }) }, context()).xml);
  const binding = { signatureValue: request.signatureValue };
  expect(await answered(answer(request.signatureValue), binding)).toMatchObject({ unsigned: false });
  for (const other of [answer('AAAA'), answer()]) await expect(answered(other, binding)).rejects.toMatchObject({ type: 'wss.other-answer' });

  const confirmation = (id: string, value: string) => `<c:SignatureConfirmation xmlns:c="${wsse11Ns}" wsu:Id="${id}" Value="${value}"/>`;
  const own = confirmation('C-1', request.signatureValue);
  const pasted = forge({ ...by(), inSecurity: own });
  const [body, time] = [aReference(), aReference({ uri: '#Time-1' })];
  const ofTwo = forge({ ...by(), inSecurity: own + confirmation('C-2', 'AAAA'), references: [body, time, aReference({ uri: '#C-1' }), aReference({ uri: '#C-2' })] });
  for (const other of [pasted, ofTwo]) await expect(answered(other, binding)).rejects.toMatchObject({ type: 'wss.other-answer' });
});

test('an answer names the message that it answers, and that name is signed', async () => {
  const headers = `<r:RelatesTo xmlns:r="${wsaNs}" wsu:Id="Rel-1">urn:uuid:1</r:RelatesTo>`;
  const references = [aReference(), aReference({ uri: '#Time-1' }), aReference({ uri: '#Rel-1' })];
  const related = forge({ ...by(), headers, references });
  expect(await answered(related, { messageId: 'urn:uuid:1' })).toMatchObject({ unsigned: false });
  await expect(answered(related, { messageId: 'urn:uuid:2' })).rejects.toMatchObject({ type: 'wss.other-answer' });
  await expect(answered(forge({ ...by(), headers }), { messageId: 'urn:uuid:1' })).rejects.toMatchObject({ type: 'wss.other-answer' });
});
