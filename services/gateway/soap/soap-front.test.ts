import { randomUUID } from 'node:crypto';
import { gatewayFailures } from '../gateway-failures.ts';
import { contentIn, envelope, openSoapGateway, type SoapGateway } from './open-soap-gateway.ts';
import { readValue } from './read-value.ts';
import { shapeOfType } from './shape.ts';
import { parcels } from '../open-test-gateway.ts';

let gateway: SoapGateway;
beforeAll(async () => { gateway = await openSoapGateway(); });
afterAll(() => gateway.close());
beforeEach(() => { gateway.seen.length = 0; gateway.logged.length = 0; gateway.answerWith(() => ({})); });

const parcel = '0197f3a1-0000-7000-8000-000000000001';
const show = `<ParcelsShow><parcel>${parcel}</parcel></ParcelsShow>`;
const secret = '85073003328';

test('a call reaches the action with typed values, the proof of its caller and its trace', async () => {
  gateway.answerWith(() => ({ state: 'sent' }));
  const traceId = randomUUID();
  const { status, text, headers } = await gateway.tell(
    `<ParcelsSubmit><parcel>${parcel}</parcel><start>1764000000000</start><open>1</open><tags><item>a &amp; b</item></tags><contact><mobile>+32 9 210 10 10</mobile></contact></ParcelsSubmit>`,
    { header: `<IdempotencyKey>once</IdempotencyKey><TraceId>${traceId}</TraceId>`, headers: { SOAPAction: '"urn:eid-aan-huis:back-office:v1#ParcelsSubmit"' } },
  );
  expect([status, headers.get('belgov-trace-id'), headers.get('content-type')]).toEqual([200, traceId, 'text/xml; charset=utf-8']);
  expect(contentIn(text).name.local).toBe('ParcelsSubmitResponse');
  expect(readValue(contentIn(text), shapeOfType(parcels.actions.submit.output, 'output')).value).toEqual({ state: 'sent' });
  expect(gateway.seen).toEqual([{
    action: 'submit', params: { parcel, start: 1_764_000_000_000, open: true, tags: ['a & b'], contact: { mobile: '+32 9 210 10 10' } }, meta: expect.objectContaining({ proof: 'good', traceId, idempotencyKey: 'once' }),
  }]);
});

test('a list of one is a list, an empty one is empty, and a field that is left out stays out', async () => {
  gateway.answerWith(() => ({ parcels: ['a'] }));
  const { text } = await gateway.tell('<ParcelsList><limit>5</limit><urgent>false</urgent><labels/><day xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/></ParcelsList>');
  expect(gateway.seen[0]?.params).toEqual({ limit: 5, urgent: false, labels: [], day: null });
  expect(text).toContain('<eid:ParcelsListResponse><eid:parcels><eid:item>a</eid:item></eid:parcels></eid:ParcelsListResponse>');
});

test('an answer that was given before says so', async () => {
  const { headers } = await gateway.tell(`<ParcelsSubmit><parcel>${parcel}</parcel><start>1</start></ParcelsSubmit>`, { header: '<IdempotencyKey>again</IdempotencyKey>' });
  expect(headers.get('idempotency-replayed')).toBe('true');
});

test.each<[what: string, fault: readonly [code: string, status: number, failure: string | undefined, ...fields: string[]], ...Parameters<SoapGateway['tell']>]>([
  ['no credential', ['Client', 401, 'gateway.token-missing', 'Authorization'], show, { token: null }],
  ['a password in place of a token', ['Client', 401, 'gateway.token-missing', 'Authorization'], show, { token: null, headers: { Authorization: 'Basic Y2xlcms6cGFzcw==' } }],
  ['a user name token', ['Client', 401, 'gateway.token-missing', 'Authorization'], show, { token: null, header: '<w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><w:UsernameToken><w:Username>clerk</w:Username></w:UsernameToken></w:Security>' }],
  ['two credentials', ['Client', 400, 'soap.two-credentials', 'Security'], show, { header: '<w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/>' }],
  ['an old token', ['Client', 401, 'identity.token-expired', 'Authorization'], show, { token: 'old' }],
  ['a forged token', ['Client', 401, 'identity.token-forged', 'Authorization'], show, { token: 'forged' }],
  ['the credential of another municipality', ['Client', 403, 'soap.other-municipality', 'Authorization'], show, { nis: '24055' }],
  ['an operation that is not published', ['Client', 404, 'soap.unknown-operation', 'Body'], '<ParcelsSweep/>'],
  ['an action without a public address', ['Client', 404, 'soap.unknown-operation', 'Body'], '<ParcelsSecret/>'],
  ['an operation that nobody has', ['Client', 404, 'soap.unknown-operation', 'Body'], '<constructor/>'],
  ['an operation of another namespace', ['Client', 404, 'soap.unknown-operation', 'Body'], `<ParcelsShow xmlns="urn:other"><parcel>${parcel}</parcel></ParcelsShow>`],
  ['an empty Body', ['Client', 404, 'soap.unknown-operation', 'Body'], ''],
  ['two operations', ['Client', 404, 'soap.unknown-operation', 'Body'], show + show],
  ['the SOAPAction of another operation', ['Client', 400, 'soap.other-action', 'SOAPAction'], show, { headers: { SOAPAction: 'urn:eid-aan-huis:back-office:v1#ParcelsSweep' } }],
  ['an unknown element', ['Client', 400, 'gateway.bad-input', 'insz'], `<ParcelsShow><parcel>${parcel}</parcel><insz>${secret}</insz></ParcelsShow>`],
  ['a missing element', ['Client', 400, 'gateway.bad-input', 'parcel'], '<ParcelsShow/>'],
  ['an element that the contract does not take', ['Client', 400, 'gateway.bad-input', 'parcel'], `<ParcelsShow><parcel>${secret}</parcel></ParcelsShow>`],
  ['a number that is none', ['Client', 400, 'gateway.bad-input', 'detail'], `<ParcelsShow><parcel>${parcel}</parcel><detail>${secret}x</detail></ParcelsShow>`],
  ['too many items', ['Client', 400, 'gateway.bad-input', 'tags'], `<ParcelsSubmit><parcel>${parcel}</parcel><start>1</start><tags>${'<item>a</item>'.repeat(6)}</tags></ParcelsSubmit>`],
  ['a nested field that is wrong', ['Client', 400, 'gateway.bad-input', 'contact.email'], `<ParcelsSubmit><parcel>${parcel}</parcel><start>1</start><contact><email>${secret}</email></contact></ParcelsSubmit>`],
  ['a key that is too long', ['Client', 400, 'gateway.bad-header', 'IdempotencyKey'], show, { header: `<IdempotencyKey>${'x'.repeat(65)}</IdempotencyKey>` }],
  ['two keys', ['Client', 400, 'gateway.bad-header', 'IdempotencyKey'], show, { header: '<IdempotencyKey>a</IdempotencyKey><IdempotencyKey>b</IdempotencyKey>' }],
  ['a mandatory header that nobody knows', ['MustUnderstand', 400, 'wss.not-understood', 'Header'], show, { header: '<o:Other xmlns:o="urn:other" s:mustUnderstand="1"/>' }],
  ['an envelope of SOAP 1.2', ['VersionMismatch', 400, 'soap.wrong-version'], '', { raw: envelope(show).replaceAll('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope') }],
  ['the media type of SOAP 1.2', ['VersionMismatch', 400, 'soap.wrong-version', 'Content-Type'], show, { headers: { 'Content-Type': 'application/soap+xml' } }],
  ['JSON', ['Client', 415, 'soap.not-xml', 'Content-Type'], '', { raw: '{}', headers: { 'Content-Type': 'application/json' } }],
  ['another character set', ['Client', 415, 'soap.not-xml', 'Content-Type'], show, { headers: { 'Content-Type': 'text/xml; charset=iso-8859-1' } }],
  ['attachments', ['Client', 415, 'soap.not-xml', 'Content-Type'], show, { headers: { 'Content-Type': 'multipart/related; type="text/xml"' } }],
  ['a compressed body', ['Client', 415, 'gateway.compressed', 'Content-Encoding'], show, { headers: { 'Content-Encoding': 'gzip' } }],
  ['no envelope', ['Client', 400, 'wss.malformed', 'Envelope'], '', { raw: show }],
  ['an empty message', ['Client', 400, 'xml.malformed', 'line 1, column 2'], '', { raw: ' ' }],
])('%s is refused as a fault, and nothing is called', async (_what, [code, status, failure, ...fields], ...asked) => {
  expect(await gateway.refused(...asked)).toMatchObject({ code, status, failure, fields });
  expect(gateway.seen).toEqual([]);
});

test.each<[what: string, raw: string | Buffer, failure: string]>([
  ['an XML bomb', `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(100)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>${envelope('<ParcelsShow><parcel>&b;</parcel></ParcelsShow>')}`, 'xml.forbidden'],
  ['an external entity', `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>${envelope('<ParcelsShow><parcel>&a;</parcel></ParcelsShow>')}`, 'xml.forbidden'],
  ['an external document type', `<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">${envelope(show)}`, 'xml.forbidden'],
  ['an entity that nobody declared', envelope('<ParcelsShow><parcel>&a;</parcel></ParcelsShow>'), 'xml.malformed'],
  ['half a message', envelope(show).slice(0, -20), 'xml.malformed'],
  ['a style sheet', `<?xml-stylesheet href="http://127.0.0.1:1/a.xsl"?>${envelope(show)}`, 'xml.forbidden'],
  ['an inclusion', envelope('<ParcelsShow><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></ParcelsShow>'), 'gateway.bad-input'],
  ['bottomless nesting', envelope(`<ParcelsShow>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</ParcelsShow>`), 'xml.over-limit'],
  ['a flood of elements', envelope(`<ParcelsShow>${'<a/>'.repeat(15_000)}</ParcelsShow>`), 'xml.over-limit'],
  ['a flood of attributes', envelope(`<ParcelsShow ${Array.from({ length: 500 }, (_, index) => `a${index}=""`).join(' ')}/>`), 'xml.over-limit'],
  ['far too much', envelope(`<ParcelsShow><parcel>${'x'.repeat(300_000)}</parcel></ParcelsShow>`), 'gateway.too-large'],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from(envelope('<ParcelsShow><parcel>x')), Buffer.from([0xFF, 0xFE])]), 'xml.not-utf-8'],
])('%s is refused as a fault, and nothing is called', async (_what, raw, failure) => {
  expect(await gateway.refused('', { raw })).toMatchObject({ code: 'Client', failure });
  expect(gateway.seen).toEqual([]);
});

test('what an action refuses comes back with its status, its fields in the body, and whether to try again', async () => {
  gateway.answerWith(() => { throw gatewayFailures['bad-input']({ issues: [{ in: 'path', name: 'parcel', detail: 'there is no such parcel here' }] }); });
  expect(await gateway.refused(show)).toMatchObject({ code: 'Client', status: 400, fields: ['parcel'] });
  gateway.answerWith(() => { throw gatewayFailures['broken-off'](); });
  const { text } = await gateway.tell(show);
  expect(text).toContain('<eid:again>true</eid:again>');
});

test('an error that nobody declared is a fault of the server that says nothing of it; the log has the trace', async () => {
  gateway.answerWith(() => { throw new Error(`UNIQUE constraint failed: ${secret}`); });
  const { text, headers } = await gateway.tell(show);
  expect(text).toContain('<faultcode>soap:Server</faultcode>');
  expect(text + gateway.logged.join('\n')).not.toContain(secret);
  expect(gateway.logged).toEqual([expect.stringContaining(headers.get('belgov-trace-id') ?? 'none')]);
});

test('no fault repeats a value, whatever is wrong with it', async () => {
  for (const body of [
    `<ParcelsShow><parcel>${secret}</parcel><detail>${secret}x</detail></ParcelsShow>`, `<ParcelsShow>${secret}</ParcelsShow>`, `<ParcelsShow a="${secret}"/>`,
    `<ParcelsSubmit><parcel>${parcel}</parcel><start>1</start><insz>${secret}9</insz><contact>${secret}</contact></ParcelsSubmit>`, `<ParcelsShow>${secret}&x;</ParcelsShow>`,
  ]) {
    const { text, status } = await gateway.tell(body);
    expect([status, text.includes(secret)]).toEqual([500, false]);
  }
});

test('where nothing is published there is nothing: not for a town without SOAP, an unknown NIS code, another method or an address without ?wsdl', async () => {
  for (const [method, path, status] of [['GET', '/soap/11002?wsdl', 404], ['POST', '/soap/11002', 404], ['GET', '/soap/99999?wsdl', 404], ['GET', '/soap/44021', 404], ['PUT', '/soap/44021', 405], ['GET', '/soap/__proto__?wsdl', 404]] as const) {
    const { status: found, headers } = await gateway.ask(method, path);
    expect([path, found, headers.get('content-type')]).toEqual([path, status, 'application/problem+json']);
  }
});

test('the WSDL names what the municipality publishes, and where; nobody needs a token to read it', async () => {
  const { status, headers, text } = await gateway.ask('GET', '/soap/44021?wsdl', { token: null });
  expect([status, headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
  expect([...text.matchAll(/<wsdl:operation name="(\w+)"/g)].map(([, name]) => name)).toEqual(['ParcelsList', 'ParcelsShow', 'ParcelsSubmit', 'ParcelsList', 'ParcelsShow', 'ParcelsSubmit']);
  expect(text).toContain('<soap:address location="https://eid.example/soap/44021">');
  const { text: other } = await gateway.ask('GET', '/soap/24055?WSDL', { token: null });
  expect(other).toContain('ParcelsShow');
  expect(other).not.toContain('ParcelsSubmit');
});
