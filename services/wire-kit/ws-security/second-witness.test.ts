import { SignedXml } from 'xml-crypto';
import { childNamed, childText } from '../find-in-xml.ts';
import { signMessage } from './sign-message.ts';
import { aBody, aReference, forge } from './test-forgeries.ts';
import { makeTestPartner } from './test-partner.ts';
import type { TestPartner } from './test-partner.ts';
import { verifyMessage } from './verify-message.ts';
import { exclusiveC14n, soapNs } from './wss-names.ts';

// xml-crypto reads, canonicalizes and verifies with code that shares nothing with ours.
const now = Date.parse('2026-11-25T10:00:00Z');
let partner: TestPartner;
beforeAll(async () => {
  partner = await makeTestPartner('FSB', now);
});

const signatureIn = (xml: string) => /<(\w+:)?Signature[ >].*<\/\1?Signature>/s.exec(xml)?.[0] ?? '';

function confirmedByXmlCrypto(xml: string): boolean {
  const witness = new SignedXml({ publicCert: partner.leaf.certificatePem, idMode: 'wssecurity' });
  // The prefix in its KeyInfo is declared around it; xml-crypto takes the signature alone.
  witness.loadSignature(signatureIn(xml).replace('Signature', 'Signature xmlns:wsse="urn:any"'));
  return witness.checkSignature(xml);
}

test('xml-crypto confirms what we sign', () => {
  let last = 0;
  const envelope = Buffer.from(`<s:Envelope xmlns:s="${soapNs}"><s:Body><a:person xmlns:a="urn:a" xmlns:b="urn:b" b:x="1" a:y="2" z="&#10;&quot;">Zoë &amp; &lt;co&gt;<b:name xmlns="urn:c"><d/></b:name></a:person></s:Body></s:Envelope>`);
  const { xml } = signMessage(envelope, partner.signs, { now, newId: () => `_${last += 1}` });
  expect(confirmedByXmlCrypto(xml)).toBe(true);
  expect(confirmedByXmlCrypto(xml.replace('Zoë', 'Zoe'))).toBe(false);
});

test('we confirm what xml-crypto signs', async () => {
  const { leaf } = partner;
  const by = { certificatePem: leaf.certificatePem, privateKeyPem: leaf.privateKeyPem };
  const body = aBody('<a:person xmlns:a="urn:a" xmlns:b="urn:b" b:x="1" a:y="2" z="&#10;&quot;"><a:name>Zoë &amp; &lt;co&gt;</a:name></a:person>');
  const unsigned = forge({ ...by, body, references: [aReference()] }).toString();
  const signer = new SignedXml({ privateKey: leaf.privateKeyPem, idMode: 'wssecurity', canonicalizationAlgorithm: exclusiveC14n, signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' });
  for (const local of ['Body', 'Timestamp']) signer.addReference({ xpath: `//*[local-name(.)='${local}']`, transforms: [exclusiveC14n], digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256' });
  signer.computeSignature(unsigned.replace(signatureIn(unsigned), ''), { prefix: 'ds', location: { reference: "//*[local-name(.)='Timestamp']", action: 'after' } });
  const keyInfo = /<ds:KeyInfo>.*<\/ds:KeyInfo>/s.exec(unsigned)?.[0] ?? '';
  const signed = signer.getSignedXml().replace('</ds:Signature>', `${keyInfo}</ds:Signature>`);

  const { body: found } = await verifyMessage(Buffer.from(signed), { partner: partner.trusted }, now);
  expect(childText(childNamed(found, 'person', 'urn:a'), 'name', 'urn:a')).toBe('Zoë & <co>');
});
