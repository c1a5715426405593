import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, xmlsec } from '#tools/system-packages/packages.ts';
import { childText } from '../find-in-xml.ts';
import { signMessage } from './sign-message.ts';
import type { SigningSettings } from './sign-message.ts';
import { makeTestPartner } from './test-partner.ts';
import type { TestPartner } from './test-partner.ts';
import { verifyMessage } from './verify-message.ts';
import { base64Binary, dsNs, soapNs, wsseNs, wsuNs, x509v3 } from './wss-names.ts';

const now = Date.parse('2026-11-25T10:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'foreign-signatures-'));
afterAll(() => rmSync(folder, { recursive: true }));
let partner: TestPartner;
beforeAll(async () => {
  partner = await makeTestPartner('FSB', now);
  writeFileSync(join(folder, 'certificate.pem'), partner.leaf.certificatePem);
  writeFileSync(join(folder, 'key.pem'), partner.leaf.privateKeyPem, { mode: 0o600 });
});

const ids = (name = 'Id'): string[] => [`${soapNs}:Body`, `${wsuNs}:Timestamp`, `${wsseNs}:BinarySecurityToken`, 'urn:fsb:fsbHeader'].flatMap((element) => [`--id-attr:${name}`, element]);

function verifyByXmlsec(xml: string): void {
  const file = join(folder, 'ours.xml');
  writeFileSync(file, xml);
  execFileSync(demand(xmlsec), ['--verify', '--pubkey-cert-pem', join(folder, 'certificate.pem'), ...ids(), file], { stdio: 'pipe' });
}

function signByXmlsec(template: string): Buffer {
  const file = join(folder, 'template.xml');
  writeFileSync(file, template);
  return execFileSync(demand(xmlsec), ['--sign', '--privkey-pem', join(folder, 'key.pem'), ...ids(), file]);
}

const context = () => {
  let last = 0;
  return { now, newId: () => `_id${last += 1}` };
};
const envelope = `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soapNs}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:wsu="urn:other"><SOAP-ENV:Header>
  <h:fsbHeader xmlns:h="urn:fsb" SOAP-ENV:mustUnderstand="0"><messageId>1</messageId></h:fsbHeader></SOAP-ENV:Header>
  <SOAP-ENV:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><person xmlns="urn:p" xsi:type="xs:string" a="&#10;&quot;">Zoë &amp; <![CDATA[<Ötzi>]]>&#13;
  <wsu:x/><name xmlns="">é</name></person></SOAP-ENV:Body></SOAP-ENV:Envelope>`;

test.each<[string, Partial<SigningSettings>]>([
  ['Body and Timestamp', {}],
  ['a header block as well', { alsoSign: [{ namespace: 'urn:fsb', local: 'fsbHeader' }] }],
  ['with SHA-512', { algorithms: { signature: 'rsa-sha512', digest: 'sha512' } }],
])('xmlsec1 confirms our signature over %s', (_what, settings) => {
  const { xml } = signMessage(Buffer.from(envelope), { ...partner.signs, ...settings }, context());
  expect(() => verifyByXmlsec(xml)).not.toThrow();
  expect(() => verifyByXmlsec(xml.replace('Zoë', 'Zoe'))).toThrow('Command failed');
  expect(() => verifyByXmlsec(xml.replace('10:00:00.000Z', '10:00:01.000Z'))).toThrow('Command failed');
});

interface Template { readonly ds?: string; readonly inclusive?: string; readonly signature?: string; readonly digest?: string }

/** A message as another stack writes it: other prefixes, other places for declarations, other line ends; signed by xmlsec1. */
const template = ({ ds = 'dsig', inclusive = '', signature = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', digest = 'http://www.w3.org/2001/04/xmlenc#sha256' }: Template): string => {
  const p = ds === '' ? '' : `${ds}:`;
  const parameter = inclusive === '' ? '' : `<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${inclusive}"/>`;
  const reference = (id: string) => `<${p}Reference URI="#${id}"><${p}Transforms><${p}Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">${parameter}</${p}Transform></${p}Transforms>
    <${p}DigestMethod Algorithm="${digest}"/><${p}DigestValue/></${p}Reference>`;
  const certificate = partner.leaf.certificatePem.replace(/-----.*?-----/g, '');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- made elsewhere --><E:Envelope xmlns:E="${soapNs}" xmlns:Z="urn:z" xmlns:a="urn:a" xmlns:U="${wsuNs}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:default">
<E:Header><S:Security xmlns:S="${wsseNs}" E:mustUnderstand="1">
<S:BinarySecurityToken U:Id="X509-1" ValueType="${x509v3}" EncodingType="${base64Binary}">${certificate}</S:BinarySecurityToken>
<U:Timestamp U:Id="TS-1"><U:Created>2026-11-25T11:00:00+01:00</U:Created><U:Expires>2026-11-25T10:05:00Z</U:Expires></U:Timestamp>
<${p}Signature xmlns${ds === '' ? '' : `:${ds}`}="${dsNs}"><${p}SignedInfo><${p}CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">${parameter}</${p}CanonicalizationMethod>
<${p}SignatureMethod Algorithm="${signature}"/>${reference('TS-1')}${reference('Body-1')}${reference('X509-1')}</${p}SignedInfo><${p}SignatureValue/>
<${p}KeyInfo><S:SecurityTokenReference><S:Reference URI="#X509-1" ValueType="${x509v3}"/></S:SecurityTokenReference></${p}KeyInfo></${p}Signature></S:Security></E:Header>
<E:Body U:Id="Body-1"><a:answer Z:q="1" a:q="2" E:q="3" q="&#xD;"><a:name>Zoë<!-- nobody --> &amp; co</a:name><kind xmlns="">x</kind><b xmlns:a="urn:z"><a:c/></b></a:answer></E:Body></E:Envelope>`;
};

test.each<[string, Template]>([
  ['under a prefix of its own', {}],
  ['in the default namespace', { ds: '' }],
  ['with prefixes that are declared without being used', { inclusive: 'xs E Z' }],
  ['with the default namespace among them', { inclusive: '#default xs' }],
  ['with SHA-512', { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', digest: 'http://www.w3.org/2001/04/xmlenc#sha512' }],
])('we confirm a signature by xmlsec1 %s', async (_what, shape) => {
  const signed = signByXmlsec(template(shape));
  const { body } = await verifyMessage(signed, { partner: partner.trusted }, now);
  const [answer] = body.children.filter((child) => typeof child !== 'string');
  if (answer === undefined) throw new Error('no answer');
  expect(childText(answer, 'name', 'urn:a')).toBe('Zoë & co');
  const changed = Buffer.from(signed.toString().replace('Zoë', 'Zoe'));
  await expect(verifyMessage(changed, { partner: partner.trusted }, now)).rejects.toMatchObject({ type: 'wss.altered' });
});
