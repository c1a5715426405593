import * as fc from 'fast-check';
import { childNamed, childText, childrenOf } from '../find-in-xml.ts';
import { sha1ReadingProfile } from './crypto-profile.ts';
import { writeDerSequence } from './read-der.ts';
import { rememberInMemory } from './seen-messages.ts';
import { signMessage, type SigningSettings } from './sign-message.ts';
import { aBody, aKeyInfo, aReference, aTimestamp, type Forgery } from './test-forgeries.ts';
import { judging } from './test-judging.ts';
import { makeTestPartner, type TestPartner } from './test-partner.ts';
import type { VerifySettings } from './verify-message.ts';
import { dsNs, exclusiveC14n, soapNs } from './wss-names.ts';

const now = Date.parse('2026-11-25T10:00:00Z');
const minute = 60_000;
let partner: TestPartner;
beforeAll(async () => {
  partner = await makeTestPartner('FSB', now);
});

const { aMessage, verified, refusal } = judging(() => partner, now);
const nameIn = async (bytes: Uint8Array, settings?: Partial<VerifySettings>) => childText(childNamed((await verified(bytes, settings)).body, 'person', 'urn:a'), 'name', 'urn:a');

describe('a message that is what it seems', () => {
  const envelope = (text: string, header = '') => Buffer.from(`<s:Envelope xmlns:s="${soapNs}">${header}<s:Body><a:person xmlns:a="urn:a"><a:name>${text}</a:name></a:person></s:Body></s:Envelope>`);
  const context = () => {
    let last = 0;
    return { now, newId: () => `_${last += 1}` };
  };
  const ours = (settings: Partial<SigningSettings> = {}, text = 'An', header = '') => signMessage(envelope(text, header), { ...partner.signs, ...settings }, context());

  test('is believed, whoever wrote it', async () => {
    expect(await nameIn(aMessage())).toBe('An');
    expect(await nameIn(Buffer.from(ours().xml))).toBe('An');
  });

  test('gives back its body as it was signed, whatever the body says', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value));
    await fc.assert(fc.asyncProperty(text, async (text) => {
      const written = text.replace(/[&<>\r]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
      expect(await nameIn(Buffer.from(ours({}, written).xml))).toBe(text);
    }), { numRuns: 30 });
  });

  test('counts for five minutes and the difference of the clocks', async () => {
    const message = Buffer.from(ours().xml);
    expect(await refusal(message, {}, now + 6 * minute - 1)).toBe('believed');
    expect(await refusal(message, {}, now + 6 * minute)).toBe('wss.expired · Security/Timestamp: ended before our clock and its tolerance say');
    expect(await refusal(message, {}, now - minute)).toBe('believed');
    expect(await refusal(message, {}, now - minute - 1)).toBe('wss.not-yet-valid · Security/Timestamp: begins later than our clock and its tolerance say');
  });

  test('counts no longer than we remember messages, whatever it says', async () => {
    const message = aMessage({ timestamp: aTimestamp('2026-11-25T10:00:00Z', '2036-11-25T10:00:00Z') });
    expect(await refusal(message, {}, now + 16 * minute - 1)).toBe('believed');
    expect(await refusal(message, {}, now + 16 * minute)).toMatch(/^wss\.expired/);
  });

  test('gives back the header blocks that it signs, and no others', async () => {
    const block = { namespace: 'urn:fsb', local: 'fsbHeader' };
    const header = '<s:Header><f:fsbHeader xmlns:f="urn:fsb">1</f:fsbHeader><f:other xmlns:f="urn:fsb">2</f:other></s:Header>';
    const message = Buffer.from(ours({ alsoSign: [block] }, 'An', header).xml);
    expect((await verified(message, { mustCover: [block] })).headers.map(({ name }) => name.local)).toEqual(['fsbHeader']);
    expect(await refusal(message, { mustCover: [{ namespace: 'urn:fsb', local: 'other' }] })).toMatch(/^wss\.wrapped · SignedInfo: does not cover/);
    expect(await refusal(message, { mustCover: [{ namespace: 'urn:fsb', local: 'absent' }] })).toMatch(/^wss\.wrapped · SignedInfo: does not cover/);
  });

  test('may bring the certificates between its own and the root', async () => {
    const { intermediates: _none, ...trusted } = partner.trusted;
    const message = Buffer.from(ours({ chainPem: [partner.intermediate.certificatePem] }).xml);
    expect(await refusal(message, { partner: trusted })).toBe('believed');
    expect(await refusal(Buffer.from(ours().xml), { partner: trusted })).toMatch(/^wss\.untrusted-certificate/);
  });

  test('says who signed it, and has one identity that no other message has', async () => {
    const [first, again, other] = [await verified(aMessage()), await verified(aMessage()), await verified(aMessage({ body: aBody('<b/>') }))];
    expect(first.signer).toMatchObject({ subject: 'CN=FSB, O=Test, C=BE' });
    expect([again.identity, other.identity === first.identity]).toEqual([first.identity, false]);
  });

  test('may name its partner by the fingerprint of the certificate', async () => {
    const { signer } = await verified(aMessage());
    const pinned = (fingerprint256: string) => ({ partner: { ...partner.trusted, allowed: [{ fingerprint256 }] as const } });
    expect(await refusal(aMessage(), pinned(signer.fingerprint256.toLowerCase()))).toBe('believed');
    expect(await refusal(aMessage(), pinned(signer.fingerprint256.replace(/^../, (pair) => (pair === '00' ? '01' : '00'))))).toMatch(/^wss\.wrong-certificate/);
  });

  test('is not signed twice', () => {
    expect(() => signMessage(Buffer.from(ours().xml), partner.signs, context())).toThrow('security header');
  });
});

const moved = 'wss.wrapped · SignedInfo/Reference: refers to an element in another place than a signed part has';
const twice = 'wss.wrapped · Envelope: an id that stands twice';
const uncovered = 'wss.wrapped · SignedInfo: does not cover Body, Timestamp and each header that must be';
const shape = 'wss.malformed · Envelope: holds something other than one Header and one Body';
const evil = '<a:person xmlns:a="urn:a"><a:name>Eve</a:name></a:person>';
const inHeader = (xml: string, what: string) => xml.replace('</soap:Header>', `<w:w xmlns:w="urn:w">${what}</w:w></soap:Header>`);

test.each<[string, string, (xml: string) => string]>([
  ['moved into a header, with another body in its place', moved, (xml) => inHeader(xml.replace(aBody(), aBody(evil, 'wsu:Id="Body-2"')), aBody())],
  ['moved into a header, with a body without an id in its place', moved, (xml) => inHeader(xml.replace(aBody(), aBody(evil, '')), aBody())],
  ['moved under a wrapper inside the body', moved, (xml) => xml.replace(aBody(), aBody(`${evil}${aBody()}`, 'wsu:Id="Body-2"'))],
  ['moved into the signature', 'wss.malformed · Signature: does not hold exactly SignedInfo, SignatureValue, KeyInfo', (xml) => xml.replace(aBody(), aBody(evil, '')).replace('</ds:Signature>', `<ds:Object>${aBody()}</ds:Object></ds:Signature>`)],
  ['moved into the security header', 'wss.malformed · Security: holds more than a token, a timestamp and a signature', (xml) => xml.replace(aBody(), aBody(evil, '')).replace('</wsse:Security>', `${aBody()}</wsse:Security>`)],
  ['followed by a second body', shape, (xml) => xml.replace(aBody(), `${aBody()}${aBody(evil, '')}`)],
  ['preceded by a second body', shape, (xml) => xml.replace(aBody(), `${aBody(evil, '')}${aBody()}`)],
  ['followed by something else', shape, (xml) => xml.replace(aBody(), `${aBody()}<x/>`)],
  ['inside another envelope', shape, (xml) => `<soap:Envelope xmlns:soap="${soapNs}"><soap:Header>${xml}</soap:Header>x<soap:Body/><soap:Body/></soap:Envelope>`],
  ['in a header, its id repeated by wsu:Id', twice, (xml) => inHeader(xml.replace(aBody(), aBody(evil)), aBody())],
  ['in a header, its id repeated by Id', twice, (xml) => inHeader(xml.replace(aBody(), aBody(evil, 'Id="Body-1"')), aBody())],
  ['in a header, its id repeated by ID', twice, (xml) => inHeader(xml.replace(aBody(), aBody(evil, 'ID="Body-1"')), aBody())],
  ['in a header, its id repeated by xml:id', twice, (xml) => inHeader(xml.replace(aBody(), aBody(evil, 'xml:id="Body-1"')), aBody())],
  ['beside another timestamp, the signed one moved to the header of another actor', moved, (xml) => xml.replace(aTimestamp(), aTimestamp('2026-11-25T11:00:00Z', '2026-11-25T11:05:00Z', 'Time-2')).replace('</soap:Header>', `<wsse:Security soap:actor="urn:else">${aTimestamp()}</wsse:Security></soap:Header>`)],
])('does not believe a signed body %s', async (_what, expected, afterwards) => {
  expect(await refusal(aMessage({ afterwards }))).toBe(expected);
});

test.each<[string, string, Partial<Forgery>]>([
  ['of the timestamp alone', uncovered, { references: [aReference({ uri: '#Time-1' })] }],
  ['of the body alone', uncovered, { references: [aReference()] }],
  ['of an element inside the body', moved, { references: [aReference({ uri: '#Inner-1' }), aReference({ uri: '#Time-1' })], body: aBody('<a wsu:Id="Inner-1"/>') }],
  ['of nothing in the message', 'wss.wrapped · SignedInfo/Reference: refers to nothing in this message', { references: [aReference(), aReference({ uri: '#Time-1' }), aReference({ uri: '#Gone-1' })] }],
  ['of the whole document', 'wss.malformed · SignedInfo/Reference: does not refer to an id in this message', { references: [aReference({ uri: '' })] }],
  ['of another document', 'wss.malformed · SignedInfo/Reference: does not refer to an id in this message', { references: [aReference({ uri: 'http://127.0.0.1/a#Body-1' })] }],
  ['of a file', 'wss.malformed · SignedInfo/Reference: does not refer to an id in this message', { references: [aReference({ uri: 'file:///etc/passwd' })] }],
  ['of an XPointer', 'wss.malformed · SignedInfo/Reference: does not refer to an id in this message', { references: [aReference({ uri: "#xpointer(id('Body-1'))" })] }],
  ['of a hundred references', 'wss.malformed · SignedInfo: does not have from 1 to 16 references', { references: Array.from({ length: 100 }, () => aReference()) }],
  ['of no reference', 'wss.malformed · SignedInfo: does not have from 1 to 16 references', { references: [] }],
  ['of an XSLT transform', 'wss.malformed · SignedInfo/Reference/Transforms/Transform: is not exclusive canonicalization without comments', { references: [aReference({ transforms: '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>' })] }],
  ['of an XPath transform', 'wss.malformed · SignedInfo/Reference/Transforms/Transform: is not exclusive canonicalization without comments', { references: [aReference({ transforms: '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>//*</ds:XPath></ds:Transform>' })] }],
  ['of an enveloped transform beside the canonical one', 'wss.malformed · SignedInfo/Reference/Transforms: does not hold exactly Transform', { references: [aReference({ transforms: `<ds:Transform Algorithm="${dsNs}enveloped-signature"/><ds:Transform Algorithm="${exclusiveC14n}"/>` })] }],
  ['of a canonical form with comments', 'wss.malformed · SignedInfo/CanonicalizationMethod: is not exclusive canonicalization without comments', { canonicalization: `${exclusiveC14n}WithComments` }],
  ['of SHA-1', 'wss.weak-algorithm · SignedInfo/SignatureMethod: not an algorithm of the profile', { signatureMethod: `<ds:SignatureMethod Algorithm="${dsNs}rsa-sha1"/>`, signatureHash: 'sha1' }],
  ['of SHA-1 digests', 'wss.weak-algorithm · SignedInfo/Reference/DigestMethod: not an algorithm of the profile', { references: [aReference({ digest: `${dsNs}sha1` }), aReference({ uri: '#Time-1' })] }],
  ['of an HMAC', 'wss.weak-algorithm · SignedInfo/SignatureMethod: not an algorithm of the profile', { signatureMethod: '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>' }],
  ['of a shortened HMAC', 'wss.malformed · SignedInfo/SignatureMethod: is missing or has parameters', { signatureMethod: '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>' }],
  ['of something beside references', 'wss.malformed · SignedInfo: holds something other than references', { references: [aReference(), aReference({ uri: '#Time-1' }), '<ds:Manifest/>'] }],
  ['of a digest beside the one that counts', 'wss.malformed · SignedInfo/Reference: does not hold exactly Transforms, DigestMethod, DigestValue', { references: [aReference().replace('</ds:Reference>', '<ds:DigestValue>AA==</ds:DigestValue></ds:Reference>'), aReference({ uri: '#Time-1' })] }],
  ['of unknown parameters of the canonical form', 'wss.malformed · SignedInfo/Reference/Transforms/Transform: has parameters that are not taken here', { references: [aReference({ transforms: `<ds:Transform Algorithm="${exclusiveC14n}"><ds:XPath>//*</ds:XPath></ds:Transform>` })] }],
  ['of unknown parameters beside the known one', 'wss.malformed · SignedInfo/Reference/Transforms/Transform: has parameters that are not taken here', { references: [aReference({ transforms: `<ds:Transform Algorithm="${exclusiveC14n}"><e:InclusiveNamespaces xmlns:e="${exclusiveC14n}" PrefixList="a"/><ds:XPath>//*</ds:XPath></ds:Transform>` })] }],
  ['whose canonical form is not the first thing it names', 'wss.malformed · SignedInfo: does not begin with its CanonicalizationMethod', { afterwards: (xml) => xml.replace(/<ds:CanonicalizationMethod([^>]*)>/, '<ds:C14nMethod$1>') }],
  ['of no key at all', 'wss.malformed · Signature: does not hold exactly SignedInfo, SignatureValue, KeyInfo', { afterwards: (xml) => xml.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '') }],
  ['of a key that stands in the signature itself', 'wss.malformed · KeyInfo: does not hold exactly SecurityTokenReference', { keyInfo: '<ds:KeyName>me</ds:KeyName>' }],
  ['of a key beside the token', 'wss.malformed · KeyInfo: does not hold exactly SecurityTokenReference', { keyInfo: `${aKeyInfo()}<ds:KeyName>me</ds:KeyName>` }],
  ['of a key identifier', 'wss.malformed · KeyInfo/SecurityTokenReference: does not hold exactly Reference', { keyInfo: '<wsse:SecurityTokenReference><wsse:KeyIdentifier>me</wsse:KeyIdentifier></wsse:SecurityTokenReference>' }],
  ['of a token that is no token', 'wss.malformed · KeyInfo: does not refer to the token of the same header', { keyInfo: aKeyInfo('#Body-1') }],
  ['of a token elsewhere', 'wss.malformed · KeyInfo/SecurityTokenReference/Reference: does not refer to an id in this message', { keyInfo: aKeyInfo('http://127.0.0.1/token') }],
])('does not believe a signature %s', async (_what, expected, forgery) => {
  expect(await refusal(aMessage(forgery))).toBe(expected);
});

const inToken = (xml: string, change: (bytes: Buffer) => Buffer) =>
  xml.replace(/(<wsse:BinarySecurityToken[^>]*>)([^<]*)/, (_whole, start: string, text: string) => start + change(Buffer.from(text, 'base64')).toString('base64'));

test('SHA-1 is read where a profile names it', async () => {
  const references = [aReference({ digest: `${dsNs}sha1` }), aReference({ uri: '#Time-1', digest: `${dsNs}sha1` })];
  const message = aMessage({ references, signatureMethod: `<ds:SignatureMethod Algorithm="${dsNs}rsa-sha1"/>`, signatureHash: 'sha1' });
  expect(await nameIn(message, { profile: sha1ReadingProfile })).toBe('An');
});

test.each<[string, string, Partial<Forgery>]>([
  ['without a security header', 'wss.not-signed · Header/Security: is not there for us', { afterwards: (xml) => xml.replace(/<wsse:Security.*<\/wsse:Security>/s, '') }],
  ['signed for another actor only', 'wss.not-signed · Header/Security: is not there for us', { securityAttributes: 'soap:actor="urn:else"' }],
  ['whose security header has no signature', 'wss.not-signed · Security: has no signature', { afterwards: (xml) => xml.replace(/<ds:Signature>.*<\/ds:Signature>/, '') }],
  ['with a second security header for us', 'wss.malformed · Header/Security: stands more than once for us', { headers: '<wsse:Security/>' }],
  ['with a second security header for whoever comes next', 'wss.malformed · Header/Security: stands more than once for us', { headers: '<wsse:Security soap:actor="http://schemas.xmlsoap.org/soap/actor/next"/>' }],
  ['with a second signature', 'wss.malformed · Security: holds more than a token, a timestamp and a signature', { inSecurity: '<ds:Signature/>' }],
  ['with a second timestamp', 'wss.malformed · Security: holds more than a token, a timestamp and a signature', { inSecurity: aTimestamp(undefined, undefined, 'Time-2') }],
  ['with a password beside the signature', 'wss.malformed · Security: holds more than a token, a timestamp and a signature', { inSecurity: '<wsse:UsernameToken/>' }],
  ['without a timestamp', 'wss.malformed · Security: has no token or no timestamp', { timestamp: '', references: [aReference()] }],
  ['with a local time', 'wss.malformed · Security/Timestamp: is no instant with a zone', { timestamp: aTimestamp('2026-11-25T10:00:00') }],
  ['with a day that does not exist', 'wss.malformed · Security/Timestamp: is no instant with a zone', { timestamp: aTimestamp('2026-13-25T10:00:00Z') }],
  ['that ends before it begins', 'wss.malformed · Security/Timestamp: ends before it begins', { timestamp: aTimestamp('2026-11-25T10:00:00Z', '2026-11-25T09:59:00Z') }],
  ['without an end', 'wss.malformed · Security/Timestamp: does not hold exactly Created, Expires', { timestamp: aTimestamp().replace(/<wsu:Expires>.*<\/wsu:Expires>/, '') }],
  ['with two ends', 'wss.malformed · Security/Timestamp: does not hold exactly Created, Expires', { timestamp: aTimestamp().replace('</wsu:Timestamp>', '<wsu:Expires>2036-11-25T10:00:00Z</wsu:Expires></wsu:Timestamp>') }],
  ['with its end first', 'wss.malformed · Security/Timestamp: does not hold exactly Created, Expires', { timestamp: aTimestamp().replace(/<wsu:Created>.*<\/wsu:Created>/, '').replace('</wsu:Timestamp>', '<wsu:Created>2026-11-25T10:00:00Z</wsu:Created></wsu:Timestamp>') }],
  ['with a beginning of another name', 'wss.malformed · Security/Timestamp: does not hold exactly Created, Expires', { timestamp: aTimestamp().replaceAll('wsu:Created', 'wsu:Made') }],
  ['with a mandatory header that nobody knows', 'wss.not-understood · Header: a mandatory header block that is not known here', { headers: '<x:x xmlns:x="urn:x" soap:mustUnderstand="1"/>' }],
  ['with a document type', 'xml.forbidden · line 1, column 1: a document type or entity declaration', { afterwards: (xml) => `<!DOCTYPE a [<!ENTITY b "b">]>${xml}` }],
  ['whose last part is no body', shape, { afterwards: (xml) => xml.replaceAll('soap:Body', 'soap:Corpus') }],
  ['whose first part is no header', shape, { afterwards: (xml) => xml.replaceAll('soap:Header', 'soap:Head') }],
  ['that is SOAP 1.2', 'wss.malformed · Envelope: the root is no SOAP 1.1 envelope', { afterwards: (xml) => xml.replaceAll(soapNs, 'http://www.w3.org/2003/05/soap-envelope') }],
  ['of which one character was changed', 'wss.altered · SignedInfo/Reference: does not have the digest that was signed', { afterwards: (xml) => xml.replace('>An<', '>Am<') }],
  ['whose list of digests was changed', 'wss.altered · Signature: is not the signature of its certificate over its SignedInfo', { afterwards: (xml) => xml.replace(/<ds:DigestValue>.{4}/, '<ds:DigestValue>AAAA') }],
  ['whose signature is no base64', 'wss.malformed · Signature/SignatureValue: is not base64', { afterwards: (xml) => xml.replace('<ds:SignatureValue>', '<ds:SignatureValue>!') }],
  ['whose token is of another type', 'wss.malformed · Security/BinarySecurityToken: is no X.509 token in base64', { afterwards: (xml) => xml.replace('#X509v3', '#PKCS7') }],
  ['whose token is in another encoding', 'wss.malformed · Security/BinarySecurityToken: is no X.509 token in base64', { afterwards: (xml) => xml.replace('#Base64Binary', '#HexBinary') }],
  ['whose token goes on after its certificate', 'wss.malformed · Security/BinarySecurityToken: holds no certificate that can be read', { afterwards: (xml) => inToken(xml, (bytes) => Buffer.concat([bytes, Buffer.from('more')])) }],
  ['whose token is a path of too many certificates', 'wss.malformed · Security/BinarySecurityToken: holds no certificate that can be read', { afterwards: (xml) => inToken(xml.replace('#X509v3', '#X509PKIPathv1'), (bytes) => writeDerSequence(Array.from({ length: 7 }, () => bytes))) }],
  ['whose token is an empty path', 'wss.malformed · Security/BinarySecurityToken: holds no certificate that can be read', { afterwards: (xml) => inToken(xml.replace('#X509v3', '#X509PKIPathv1'), () => writeDerSequence([])) }],
  ['whose token is no certificate', 'wss.malformed · Security/BinarySecurityToken: holds no certificate that can be read', { afterwards: (xml) => xml.replace(/(<wsse:BinarySecurityToken[^>]*>)[^<]*/, '$1AAAA') }],
])('does not believe a message %s', async (_what, expected, forgery) => {
  expect(await refusal(aMessage(forgery))).toBe(expected);
});

test('a mandatory header that the caller knows, or that is for another actor, does not matter', async () => {
  const message = aMessage({ headers: '<x:x xmlns:x="urn:x" soap:mustUnderstand="1"/><y:y xmlns:y="urn:y" soap:mustUnderstand="1" soap:actor="urn:else"/>' });
  expect(await refusal(message, { understood: { headers: ['{urn:x}x'] } })).toBe('believed');
});

test('whatever character of the body is changed, the message is not believed', async () => {
  const message = aMessage().toString();
  const start = message.indexOf('<soap:Body');
  await fc.assert(fc.asyncProperty(fc.integer({ min: start, max: message.length - 1 }), fc.constantFrom('x', '<', ' ', '"', '&', 'Z', '>', '/'), async (at, other) => {
    const changed = message.slice(0, at) + other + message.slice(at + 1);
    fc.pre(changed !== message);
    expect(await refusal(Buffer.from(changed))).toMatch(/^(wss|xml)\./);
  }), { numRuns: 100 });
});

test('a comment put into signed text cuts nothing off', async () => {
  const message = aMessage({ body: aBody('<a:person xmlns:a="urn:a"><a:name>an@example.be.evil.example</a:name></a:person>'), afterwards: (xml) => xml.replace('.evil', '<!-- -->.evil') });
  expect(await nameIn(message)).toBe('an@example.be.evil.example');
});

test('a prefix that the signature left out cannot be used', async () => {
  const body = aBody('<a:person xmlns:a="urn:a"><a:name>xs:string</a:name></a:person>');
  const message = aMessage({ body, afterwards: (xml) => xml.replace('<soap:Envelope', '<soap:Envelope xmlns:xs="urn:evil"') });
  const { body: found } = await verified(message);
  expect(childrenOf(found).map(({ scope }) => scope.has('xs'))).toEqual([false]);
});

describe('a message that comes again', () => {
  test('is refused as long as it would count', async () => {
    let clock = now;
    const seen = rememberInMemory(10, () => clock);
    expect(await refusal(aMessage(), { seen })).toBe('believed');
    clock = now + 5 * minute;
    expect(await refusal(aMessage(), { seen }, clock)).toBe('wss.replayed · Security: came before');
    expect(await refusal(aMessage({ body: aBody('<b/>') }), { seen }, clock)).toBe('believed');
  });

  test('is known however its signature is folded', async () => {
    const seen = rememberInMemory(10, () => now);
    await verified(aMessage(), { seen });
    expect(await refusal(aMessage({ afterwards: (xml) => xml.replace(/(<ds:SignatureValue>.{20})/, '$1\n  ') }), { seen })).toMatch(/^wss\.replayed/);
  });

  test('does not take a place before it is believed', async () => {
    const seen = rememberInMemory(1, () => now);
    await refusal(aMessage({ afterwards: (xml) => xml.replace('>An<', '>Am<') }), { seen });
    expect(await refusal(aMessage(), { seen })).toBe('believed');
  });

  test('would come in if memory forgot: a full memory takes no new message until one is too old', async () => {
    let clock = now;
    const seen = rememberInMemory(1, () => clock);
    await verified(aMessage(), { seen });
    expect(await refusal(aMessage({ body: aBody('<b/>') }), { seen })).toMatch(/^wss\.guard-full/);
    clock = now + 7 * minute;
    const later = aMessage({ timestamp: aTimestamp('2026-11-25T10:07:00Z', '2026-11-25T10:10:00Z') });
    expect(await refusal(later, { seen }, clock)).toBe('believed');
  });
});
