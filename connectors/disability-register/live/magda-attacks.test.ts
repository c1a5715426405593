import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { childNamed, childrenOf, childText } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';
import { magdaKeys } from '../sandbox/served/magda-keys.ts';
import { servedMagda } from '../sandbox/served/serve-magda.ts';
import { disabilityRegisterLive } from './disability-register-live.ts';
import { liveSettings } from './live-settings.ts';

/** What our side makes of answers that MAGDA should not give, and of those that only look like an answer. */

const folder = mkdtempSync(join(tmpdir(), 'magda-'));
const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });
const [she, sheNow, another] = [person(1), person(2), person(3)];
const today = '2026-11-24';

interface Asked { readonly service: string; readonly reference: string; readonly insz: string }
type Answer = (asked: Asked) => WireAnswer | Promise<WireAnswer>;
let answer: Answer = () => ({ status: 503 });
let asked: Asked[] = [];
let server: Awaited<ReturnType<typeof serveHandler>>;
beforeAll(async () => {
  await magdaKeys.open(folder, Date.now());
  server = await serveHandler(() => ({ body }) => {
    const root = childrenOf(childrenOf(readXml(body)).at(-1) ?? readXml(body))[0] ?? readXml(body);
    const question = childNamed(childNamed(childNamed(root, 'Verzoek', ''), 'Vragen', ''), 'Vraag', '');
    const text = Buffer.from(body).toString();
    asked.push({ service: root.name.local, reference: childText(question, 'Referte', ''), insz: /<(?:ssin|Sleutel)>(\d+)</.exec(text)?.[1] ?? '' });
    return Promise.resolve(answer(asked.at(-1) ?? { service: '', reference: '', insz: '' }));
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  bench.remove();
});
beforeEach(() => { asked = []; });

const open = (settings: Readonly<Record<string, unknown>> = {}) => {
  const config = liveSettings.parse({ ...Object(servedMagda.settings({ url: server.url, folder })), ...settings });
  return disabilityRegisterLive.open({ ...bench.env, config, secret, realNow: Date.now });
};
const ask = (side = open()) => side.recognition({ insz: she, on: today }, bench.call());

const xml = { 'content-type': 'text/xml; charset=utf-8' };
const ns = { RegistreerInschrijving: 'http://webservice.registreerinschrijvingdienst-02_01.repertorium-02_01.vip.vlaanderen.be', GeefDossierHandicap: 'http://magda.vlaanderen.be/soczek/soap/geefdossierhandicap/v03_00' };
const envelope = (content: string) => `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;
const reply = (service: keyof typeof ns, inside: string) => envelope(`<w:${service}Response xmlns:w="${ns[service]}"><Repliek>${inside}</Repliek></w:${service}Response>`);
const signed = (text: string, holder: 'magda' | 'house' = 'magda', at = Date.now()): WireAnswer => {
  const message = signMessage(Buffer.from(text), { certificatePem: readFileSync(magdaKeys.certificateFile(folder, holder), 'utf8'), privateKey: readFileSync(magdaKeys.keyFile(folder, holder), 'utf8') }, { now: at, newId: () => `_${crypto.randomUUID()}` });
  return { status: 200, headers: xml, body: message.xml };
};
const uitzondering = (code: string, type = 'FOUT', annotations = '') => `<Uitzonderingen><Uitzondering><Identificatie>${code}</Identificatie><Oorsprong>MAGDA</Oorsprong><Type>${type}</Type><Diagnose>over ${she}</Diagnose>${annotations}</Uitzondering></Uitzonderingen>`;
const numbers = (old: string, next: string) => `<Annotaties><Annotatie><Naam>Oud INSZ</Naam><Waarde>${old}</Waarde></Annotatie><Annotatie><Naam>Nieuw INSZ</Naam><Waarde>${next}</Waarde></Annotatie></Annotaties>`;
const antwoord = (reference: string, inside: string) => `<Antwoorden><Antwoord><Referte>${reference}</Referte>${inside}</Antwoord></Antwoorden>`;
const recognised = (from: string, until?: string) => `<handicapRecognition><recognitionStatus><dateOfDecision>${from}</dateOfDecision><startDateRecognition>${from}</startDateRecognition>${until === undefined ? '' : `<endDateRecognition>${until}</endDateRecognition>`}</recognitionStatus></handicapRecognition>`;
const status = (value: string) => `<status><value>${value}</value><code>MSG00000</code></status>`;
const source = (value: string, recognitions = '', name = 'dgphResult') => `<${name}>${status(value)}${recognitions === '' ? '' : `<file><handicapRecognitions>${recognitions}</handicapRecognitions></file>`}</${name}>`;
const dossier = (insz: string, results: string, value = 'DATA_FOUND') => `<Inhoud><ConsultFilesByDateResponse>${status(value)}<ssin>${insz}</ssin><results>${results}</results></ConsultFilesByDateResponse></Inhoud>`;

/** Registers whoever is asked, and answers about the file as told. */
const about = (tell: (asked: Asked) => WireAnswer): Answer => (one) => (one.service === 'RegistreerInschrijving' ? registered(one) : tell(one));
const registered = ({ reference }: Asked) => signed(reply('RegistreerInschrijving', antwoord(reference, '<Inhoud><Resultaat>1</Resultaat></Inhoud>')));
const says = (inside: (asked: Asked) => string) => about((one) => signed(reply('GeefDossierHandicap', antwoord(one.reference, inside(one)))));
const good = (insz = she) => says(() => dossier(insz, source('DATA_FOUND', recognised('2020-01-01'))));

test('a person is registered before the file is asked, once for as long as that holds, and by two who ask together only once', async () => {
  answer = good();
  const side = open({ registrationDays: 1 });
  await Promise.all([ask(side), ask(side)]);
  expect(await ask(side)).toEqual({ status: 'current', until: null, replacedBy: null });
  expect(asked.map(({ service }) => service)).toEqual(['RegistreerInschrijving', 'GeefDossierHandicap', 'GeefDossierHandicap', 'GeefDossierHandicap']);
  bench.goTo(Date.UTC(2026, 10, 26, 9));
  await ask(side);
  expect(asked.filter(({ service }) => service === 'RegistreerInschrijving')).toHaveLength(2);
  bench.goTo(Date.UTC(2026, 10, 24, 9));
});

test('nothing is asked about a person whose registration did not succeed', async () => {
  for (const inside of ['<Inhoud><Resultaat>0</Resultaat></Inhoud>', uitzondering('30003'), `<Inhoud><Resultaat>0</Resultaat></Inhoud>${uitzondering('30002')}`]) {
    asked = [];
    answer = ({ reference }) => signed(reply('RegistreerInschrijving', antwoord(reference, inside)));
    await expect(ask()).rejects.toMatchObject({ type: 'disability-register.refused' });
    expect(asked.map(({ service }) => service)).toEqual(['RegistreerInschrijving']);
  }
});

test('an exception inside an answer with status 200 is never taken for an answer', async () => {
  const table: [string, string][] = [
    ...['99994', '99995', '99996', '99997', '60006', '60007'].map((code): [string, string] => [code, 'unavailable']), ...['20002', '30002', '30003', '99999', 'x'].map((code): [string, string] => [code, 'refused']),
    ...['40006', '60011', '60013'].map((code): [string, string] => [code, 'misconfigured']),
  ];
  for (const [code, kind] of table) {
    answer = says(() => `${dossier(she, source('DATA_FOUND', recognised('2020-01-01')))}${uitzondering(code)}`);
    await expect(ask()).rejects.toMatchObject({ type: `disability-register.${kind}`, data: { retry: kind === 'unavailable' ? 'safe' : 'never' } });
  }
  answer = about(() => signed(reply('GeefDossierHandicap', uitzondering('40006'))));
  await expect(ask()).rejects.toMatchObject({ type: 'disability-register.misconfigured' });
});

test('no data is no recognition, and a warning changes nothing', async () => {
  answer = says(() => uitzondering('30001'));
  expect(await ask()).toEqual({ status: 'none', until: null, replacedBy: null });
  answer = says(() => `<Inhoud><ConsultFilesByDateResponse>${status('NO_DATA_FOUND')}<results>${source('NO_DATA_FOUND')}</results></ConsultFilesByDateResponse></Inhoud>${uitzondering('70001', 'WAARSCHUWING')}`);
  expect(await ask()).toEqual({ status: 'none', until: null, replacedBy: null });
});

test('a recognition that ended, is still to begin, or is being decided does not count', async () => {
  const undecided = recognised('2020-01-01').replace('</handicapRecognition>', '<decisionStatus>PENDING</decisionStatus></handicapRecognition>');
  const without = '<handicapRecognition><legislation>3</legislation></handicapRecognition>';
  for (const [recognitions, expected] of [[recognised('2020-01-01', '2026-11-23'), 'ended'], [recognised('2026-11-25'), 'none'], [undecided, 'none'], [without, 'none'], [`${without}${recognised('2020-01-01', today)}`, 'current']] as const) {
    answer = says(() => dossier(she, source('DATA_FOUND', recognitions)));
    expect((await ask()).status).toBe(expected);
  }
});

test('a source that did not answer is not taken for one that knows of nothing', async () => {
  answer = says(() => dossier(she, `${source('NO_DATA_FOUND')}${source('NO_RESULT', '', 'vsbResult')}`, 'PARTIAL_RESULT'));
  await expect(ask()).rejects.toMatchObject({ type: 'disability-register.unavailable' });
  answer = says(() => dossier(she, `${source('DATA_FOUND', recognised('2020-01-01'))}${source('NO_RESULT', '', 'vsbResult')}`, 'PARTIAL_RESULT'));
  expect((await ask()).status).toBe('current');
});

test('a new number is followed: with the answer, before it, and where the registration already says so', async () => {
  const current = { status: 'current', until: null, replacedBy: sheNow };
  answer = says(() => `${dossier(sheNow, source('DATA_FOUND', recognised('2020-01-01')))}${uitzondering('30004', 'WAARSCHUWING', numbers(she, sheNow))}`);
  expect(await ask()).toEqual(current);
  answer = says(({ insz }) => (insz === she ? uitzondering('30004', 'FOUT', numbers(she, sheNow)) : dossier(sheNow, source('DATA_FOUND', recognised('2020-01-01')))));
  expect(await ask()).toEqual(current);
  answer = (one) => (one.service === 'RegistreerInschrijving' && one.insz === she
    ? signed(reply('RegistreerInschrijving', antwoord(one.reference, `<Inhoud><Resultaat>0</Resultaat></Inhoud>${uitzondering('30004', 'FOUT', numbers(she, sheNow))}`)))
    : good(sheNow)(one));
  expect(await ask()).toEqual(current);
});

test.each([
  ['of somebody else', numbers(another, sheNow)], ['that is none', numbers(she, '12345678901')], ['that is not told', ''], ['told twice', numbers(she, sheNow).replace('</Annotaties>', `<Annotatie><Naam>Nieuw INSZ</Naam><Waarde>${another}</Waarde></Annotatie></Annotaties>`)],
])('a new number %s is refused', async (_name, annotations) => {
  answer = says(() => `${dossier(sheNow, source('DATA_FOUND', recognised('2020-01-01')))}${uitzondering('30004', 'WAARSCHUWING', annotations)}`);
  await expect(ask()).rejects.toMatchObject({ type: 'disability-register.unreadable' });
});

test('numbers that replace each other without end are refused', async () => {
  answer = says(({ insz }) => uitzondering('30004', 'FOUT', insz === she ? numbers(she, sheNow) : numbers(sheNow, she)));
  await expect(ask()).rejects.toMatchObject({ type: 'disability-register.unreadable' });
  expect(asked.length).toBeLessThan(12);
});

const bomb = `<!DOCTYPE s:Envelope [${Array.from({ length: 10 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')}<!ENTITY e0 "x">]>`;
test.each<[string, Answer]>([
  ['about another person', good(another)],
  ['to another question', about(() => signed(reply('GeefDossierHandicap', antwoord('00000000-0000-4000-8000-000000000000', dossier(she, source('DATA_FOUND', recognised('2020-01-01')))))))],
  ['of another service', about((one) => registered(one))],
  ['with recognitions of nobody', says(() => dossier(she, source('DATA_FOUND', recognised('2020-01-01'))).replace(`<ssin>${she}</ssin>`, ''))],
  ['with a day that is none', says(() => dossier(she, source('DATA_FOUND', recognised('2020-02-31'))))],
  ['with two answers', about(({ reference }) => signed(reply('GeefDossierHandicap', antwoord(reference, dossier(she, source('NO_DATA_FOUND'))).replace('</Antwoorden>', `<Antwoord><Referte>${reference}</Referte></Antwoord></Antwoorden>`))))],
  ['with nothing in it', about(() => signed(envelope('')))],
  ['with neither content nor exception', says(() => '')],
  ['that nobody signed', about(({ reference }) => ({ status: 200, headers: xml, body: reply('GeefDossierHandicap', antwoord(reference, dossier(she, source('DATA_FOUND', recognised('2020-01-01'))))) }))],
  ['that we could have signed ourselves', about(({ reference }) => signed(reply('GeefDossierHandicap', antwoord(reference, dossier(she, source('DATA_FOUND', recognised('2020-01-01'))))), 'house'))],
  ['that was changed on the way', async (one) => { const told = await good()(one); return { ...told, body: String(told.body).replace('2020-01-01', '2020-01-02') }; }],
  ['from an hour ago', about(({ reference }) => signed(reply('GeefDossierHandicap', antwoord(reference, dossier(she, source('DATA_FOUND', recognised('2020-01-01'))))), 'magda', Date.now() - 3_600_000))],
  ['with an XML bomb', () => ({ status: 200, headers: xml, body: `${bomb}${envelope('&e10;')}` })],
  ['with an external entity', () => ({ status: 200, headers: xml, body: `<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>${envelope('&secret;')}` })],
  ['nested five thousand deep', () => ({ status: 200, headers: xml, body: envelope('<a>'.repeat(5_000) + '</a>'.repeat(5_000)) })],
  ['of two megabytes', () => ({ status: 200, headers: xml, body: envelope('x'.repeat(2_000_000)) })],
  ['that is no XML', () => ({ status: 200, headers: xml, body: '{"current":true}' })],
])('an answer %s is refused', async (_name, told) => {
  answer = told;
  await expect(ask()).rejects.toMatchObject({ type: 'disability-register.unreadable', data: { retry: 'never' } });
});

test.each<[string, WireAnswer, string]>([
  ['a page with status 200', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Onderhoud</html>' }, 'unavailable'],
  ['a fault that nobody signed', { status: 200, headers: xml, body: envelope('<s:Fault><faultcode>s:Client</faultcode><faultstring>current</faultstring></s:Fault>') }, 'unavailable'],
  ['a broken server', { status: 500, headers: xml, body: '' }, 'unavailable'], ['a busy server', { status: 429 }, 'unavailable'], ['a connection that breaks', { status: 200, cut: true }, 'unavailable'],
  ['a closed door', { status: 403 }, 'misconfigured'], ['a wrong address', { status: 404 }, 'misconfigured'], ['a detour', { status: 302, headers: { location: 'http://169.254.169.254/' } }, 'misconfigured'],
])('%s is no answer', async (_name, told, kind) => {
  answer = () => told;
  await expect(ask()).rejects.toMatchObject({ type: `disability-register.${kind}` });
  expect(asked).toHaveLength(1);
});

test('a key or certificate of ours that cannot be used is a matter for an administrator, and nothing is sent', async () => {
  for (const [name, text] of [['privateKey', 'no key'], ['certificate', 'no certificate'], ['privateKey', '']] as const) {
    writeFileSync(join(folder, 'unusable.pem'), text);
    await expect(ask(open({ [name]: `file:${join(folder, 'unusable.pem')}` }))).rejects.toMatchObject({ type: 'disability-register.misconfigured', cause: { what: 'credentials' } });
  }
  expect(asked).toEqual([]);
});

test('whatever comes back, it is an answer of the port or one of its failures, and no failure names the person', async () => {
  const side = open();
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(she, uitzondering('99999'), dossier(she, '')).map((inside) => reply('GeefDossierHandicap', inside))), fc.constantFrom(200, 400, 500), async (body, code) => {
    answer = () => ({ status: code, headers: xml, body });
    const failure: unknown = await ask(side).catch((error: unknown) => error);
    expect(failure).toMatchObject({ type: expect.stringMatching(/^disability-register\.(unreadable|unavailable|refused)$/) });
    expect(wordsOf(failure)).not.toContain(she);
  }), { numRuns: 15 });
});

test('a diagnosis that names the person goes into no failure', async () => {
  for (const code of ['99996', '30003', '40006', '12345']) {
    answer = says(() => uitzondering(code));
    expect(wordsOf(await ask().catch((error: unknown) => error))).not.toContain(she);
  }
});

test('an answer without TLS and without signature is not set up at all', () => {
  const settings = Object(servedMagda.settings({ url: 'http://127.0.0.1:1', folder }));
  for (const wrong of [{ url: 'http://magda.example/soap' }, { url: 'http://127.0.0.1.example/soap' }, { answersSignedBy: undefined }, { url: 'ftp://127.0.0.1/' }, { privateKey: 'MII' }]) {
    expect(liveSettings.safeParse({ ...settings, ...wrong }).success).toBe(false);
  }
  expect(liveSettings.safeParse({ ...settings, url: 'https://magda.example/soap', answersSignedBy: undefined }).success).toBe(true);
});

/** Everything that could reach a log: message, cause, and theirs. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)} ${wordsOf(error.cause)}` : String(error);
}
