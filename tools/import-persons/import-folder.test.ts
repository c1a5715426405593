import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { makeInsz } from '#services/belgium/insz.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { importFolder, type ImportReport } from './import-folder.ts';
import { openSandboxes } from './open-sandboxes.ts';
import { readPerson } from './read-person.ts';
import { readRecognitions } from './read-recognitions.ts';
import { decodeXml } from './read-xml.ts';

const root = mkdtempSync(join(tmpdir(), 'eid-import-'));
afterAll(() => rmSync(root, { recursive: true }));
let serial = 1;
const newInsz = (birthDay = '1960-05-01') => makeInsz(birthDay, serial++, { testPerson: true });

interface Person { insz: string; nis?: string; extra?: string; nationality?: string; language?: string; document?: string }
const answer = (inside: string, exceptions = '') => `<?xml version="1.0"?><w:GeefPersoonResponse xmlns:w="urn:x"><Repliek><Antwoorden><Antwoord><Inhoud>${inside}</Inhoud>${exceptions}</Antwoord></Antwoorden></Repliek></w:GeefPersoonResponse>`;
const personXml = ({ insz, nis = '24055', extra = '', nationality = '150', language = 'Nederlands', document = '' }: Person) => answer(`<Persoon><INSZ>${insz}</INSZ>
  <Naam><Achternamen><Achternaam>Proef</Achternaam></Achternamen><Voornamen><Voornaam>An</Voornaam><Voornaam GebruikelijkeVoornaam="1">Bo</Voornaam></Voornamen></Naam>
  <Beheerder><Taalregime><Code>2</Code><Omschrijving>${language}</Omschrijving></Taalregime></Beheerder>
  <Nationaliteiten><Nationaliteit><Code>${nationality}</Code></Nationaliteit></Nationaliteiten>${document}
  <Adressen><Hoofdverblijfplaats DatumBegin="2014-05-23"><Straatnaam><String>Dorpsstraat</String></Straatnaam><Huisnummer>4</Huisnummer><Gemeentenaam><String>Kortenberg</String></Gemeentenaam>
  <Postcode>3070</Postcode><NISCodeGemeente>${nis}</NISCodeGemeente></Hoofdverblijfplaats></Adressen>${extra}</Persoon>`);
const replacedXml = (from: string, to: string) => answer('', `<Uitzonderingen><Uitzondering><Identificatie>30004</Identificatie><Type>WAARSCHUWING</Type><Annotaties>
  <Annotatie><Naam>oud</Naam><Waarde>${from}</Waarde></Annotatie><Annotatie><Naam>nieuw</Naam><Waarde>${to}</Waarde></Annotatie></Annotaties></Uitzondering></Uitzonderingen>`);
const exceptionXml = (type: string, code: string) => answer('', `<Uitzonderingen><Uitzondering><Identificatie>${code}</Identificatie><Type>${type}</Type></Uitzondering></Uitzonderingen>`);
const recognitionXml = (from: string, until?: string) => answer(`<ConsultFilesByDateResponse><handicapRecognition><recognitionStatus><startDateRecognition>${from}</startDateRecognition>${until ? `<endDateRecognition>${until}</endDateRecognition>` : ''}</recognitionStatus></handicapRecognition></ConsultFilesByDateResponse>`);

const knownCards = z.object({ cards: z.array(z.object({ insz: z.string(), cardNumber: z.string(), kind: z.string(), expiresOn: z.string() })) });
const knownRecognitions = z.object({ recognitions: z.array(z.object({ insz: z.string(), from: z.string(), until: z.string().nullable() })) });
const knownCitizens = z.object({ citizens: z.array(z.object({ insz: z.string(), firstName: z.string(), language: z.string() })) });

/** Imports a folder of these files into sandboxes of its own, as often as asked. */
async function run(files: Readonly<Record<string, string | Uint8Array>>, days: readonly string[] = ['2026-11-24']) {
  const base = mkdtempSync(join(root, 'run-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(base, 'answers', name, '..'), { recursive: true });
    writeFileSync(join(base, 'answers', name), text);
  }
  const sandboxes = openSandboxes(join(base, 'data'));
  const reports: ImportReport[] = [];
  for (const day of days) reports.push(await importFolder({ folder: join(base, 'answers'), day, municipalityOf: sandboxes.of }));
  const { cards } = knownCards.parse(await sandboxes.of('24055')?.pull('eid-tool', 'cards', {}));
  const { citizens } = knownCitizens.parse(await sandboxes.of('24055')?.pull('crm', 'citizens', {}));
  const { recognitions } = knownRecognitions.parse(await sandboxes.of('24055')?.pull('disability-register', 'recognitions', {}));
  const result = { reports, cards, citizens, recognitions };
  await sandboxes.close();
  return result;
}
const one = async (insz: string, text: string | Uint8Array) => (await run({ [`GeefPersoon/${insz}.xml`]: text })).reports[0];

test('a living person whose main residence is in a configured municipality is imported, with the name that he or she uses', async () => {
  const insz = newInsz();
  const { reports, citizens, cards } = await run({ [`GeefPersoon/${insz}.xml`]: personXml({ insz, language: 'Frans' }) });
  expect(reports[0]).toEqual({ imported: 1, followed: 0, skipped: [], eligible: [] });
  expect(citizens).toEqual([expect.objectContaining({ insz, firstName: 'Bo', language: 'fr' })]);
  expect(cards).toEqual([expect.objectContaining({ insz, kind: 'eid' })]);
});

test.each([
  ['lives elsewhere', { nis: '21004' }, 'lives-elsewhere'],
  ['has died', { extra: '<Overlijden><Datum>2020-01-01</Datum></Overlijden>' }, 'deceased'],
  ['is noted as dead', { extra: '<Statussen><Status><Code>99990</Code></Status></Statussen>' }, 'deceased'],
  ['was written off', { extra: '<Statussen><Status><Code>992</Code></Status></Statussen>' }, 'written-off'],
])('who %s is not imported, and the reason is told', async (_title, given, reason) => {
  const insz = newInsz();
  expect(await one(insz, personXml({ insz, ...given }))).toMatchObject({ imported: 0, skipped: [{ file: `GeefPersoon/${insz}.xml`, reason }] });
});

test.each([
  ['an exception inside the answer', exceptionXml('FOUT', '99994'), 'exception-99994'],
  ['no XML', 'this is <no XML', 'no-xml'],
  ['nothing', '', 'empty'],
  ['a document type with entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype-refused'],
  ['XML about nobody', '<a/>', 'no-person'],
  ['a number that is none', personXml({ insz: '12345678901' }), 'number-invalid'],
  ['an address without a street', personXml({ insz: newInsz() }).replace('Dorpsstraat', ''), 'address-incomplete'],
  ['an address that nobody can print', personXml({ insz: newInsz() }).replace('Dorpsstraat', 'x'.repeat(101)), 'address-incomplete'],
  ['an address without a municipality', personXml({ insz: newInsz(), nis: '' }), 'municipality-unknown'],
  ['bytes that are no text', Uint8Array.of(0x3c, 0x61, 0xff, 0xfe, 0x3e), 'no-xml'],
  ['an encoding that does not exist', '<?xml version="1.0" encoding="klingon"?><a/>', 'no-xml'],
  ['more than one person can fill', `<a>${' '.repeat(2_000_001)}</a>`, 'too-large'],
  ['a main residence that has ended', personXml({ insz: newInsz() }).replace('<Hoofdverblijfplaats ', '<Hoofdverblijfplaats DatumEinde="2020-01-01" '), 'no-main-residence'],
])('a file with %s is told with its reason, never a crash', async (_title, text, reason) => {
  expect(await one('x', text)).toMatchObject({ imported: 0, skipped: [{ reason }] });
});

test('a warning beside the person does not keep the person out', () => {
  const insz = newInsz();
  const text = personXml({ insz }).replace('</Inhoud>', '</Inhoud><Uitzonderingen><Uitzondering><Identificatie>99984</Identificatie><Type>WAARSCHUWING</Type></Uitzondering></Uitzonderingen>');
  expect(readPerson(text, insz)).toMatchObject({ insz });
});

test('who got another number is imported by the new one, with the recognition that the old one had', async () => {
  const [old, insz] = [newInsz(), newInsz()];
  const { reports } = await run({ [`GeefPersoon/${old}.xml`]: personXml({ insz }), [`GeefDossierHandicap/${old}.xml`]: recognitionXml('2020-01-01') }, ['2026-11-24', '2026-11-25']);
  expect(reports[0]).toEqual({ imported: 1, followed: 1, skipped: [], eligible: [insz] });
  expect(reports[1]).toEqual(reports[0]);
});

test('a warning that tells the new number leads to the answer about that number', async () => {
  const [old, insz] = [newInsz(), newInsz()];
  const { reports, citizens, recognitions } = await run({
    [`GeefPersoon/${old}.xml`]: replacedXml(old, insz), [`GeefPersoon/${insz}.xml`]: personXml({ insz }), [`GeefDossierHandicap/${old}.xml`]: recognitionXml('2020-01-01'),
  }, ['2026-11-24', '2026-11-25']);
  expect(reports).toEqual([0, 1].map(() => ({ imported: 1, followed: 1, skipped: [], eligible: [insz] })));
  expect(citizens.map((citizen) => citizen.insz)).toEqual([insz]);
  expect(recognitions).toEqual([{ insz, from: '2020-01-01', until: null }]);
});

test('a new number of which there is no answer, or a circle of numbers, is told', async () => {
  const [old, insz] = [newInsz(), newInsz()];
  expect(await one(old, replacedXml(old, insz))).toMatchObject({ imported: 0, skipped: [{ reason: 'number-replaced' }] });
  const { reports } = await run({ [`GeefPersoon/${old}.xml`]: replacedXml(old, insz), [`GeefPersoon/${insz}.xml`]: replacedXml(insz, old) });
  expect(reports[0]?.skipped.map(({ reason }) => reason)).toEqual(['number-replaced', 'number-replaced']);
});

test('an answer that still bears the old number, with a warning that tells the new one, is filed under the new one', async () => {
  const [old, insz] = [newInsz(), newInsz()];
  const warning = /<Uitzonderingen>.*<\/Uitzonderingen>/s.exec(replacedXml(old, insz))?.[0] ?? '';
  const { reports, citizens } = await run({ [`GeefPersoon/${old}.xml`]: personXml({ insz: old }).replace('</Antwoord>', `${warning}</Antwoord>`) });
  expect(reports[0]).toMatchObject({ imported: 1, followed: 1, skipped: [] });
  expect(citizens.map((citizen) => citizen.insz)).toEqual([insz]);
});

test('an answer in another encoding is read as it says', () => {
  const insz = newInsz();
  const text = personXml({ insz }).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>').replace('>Bo<', '>Zo\u00e9<');
  expect(readPerson(decodeXml(Buffer.from(text, 'latin1')), insz)).toMatchObject({ usualName: 'Zo\u00e9' });
});

test('only a recognition that holds today makes eligible', async () => {
  const [current, ended, later] = [newInsz(), newInsz(), newInsz()];
  const files = Object.fromEntries([current, ended, later].map((insz) => [`GeefPersoon/${insz}.xml`, personXml({ insz })]));
  const { reports } = await run({
    ...files, [`GeefDossierHandicap/${current}.xml`]: recognitionXml('2020-01-01', '2026-11-24'), [`GeefDossierHandicap/${ended}.xml`]: recognitionXml('2020-01-01', '2026-11-23'),
    [`GeefDossierHandicap/${later}.xml`]: recognitionXml('2026-11-25'),
  });
  expect(reports[0]?.eligible).toEqual([current]);
});

test('a second import, on a later day too, changes no card and no citizen', async () => {
  const people = Array.from({ length: 10 }, () => newInsz());
  const files = Object.fromEntries(people.map((insz) => [`GeefPersoon/${insz}.xml`, personXml({ insz })]));
  const [once, again] = [await run(files), await run(files, ['2026-11-24', '2027-06-01'])];
  expect(again.cards).toEqual(once.cards);
  expect(again.citizens).toEqual(once.citizens);
});

test('the number of the card comes from the answer where it is one, and belongs to one person only', async () => {
  const number = makeCardNumber('5911917064');
  const document = `<Identiteitsbewijzen><Identiteitsbewijs><Type><Code>0000</Code></Type><Nummer>${number}</Nummer></Identiteitsbewijs></Identiteitsbewijzen>`;
  const [first, second, third] = [newInsz(), newInsz(), newInsz()];
  const { cards } = await run({
    [`GeefPersoon/a.xml`]: personXml({ insz: first, document }), [`GeefPersoon/b.xml`]: personXml({ insz: second, document }), [`GeefPersoon/c.xml`]: personXml({ insz: third, document: document.replace(number, '123456789012') }),
  });
  expect(cards.filter(({ cardNumber }) => cardNumber === number).map(({ insz }) => insz)).toEqual([first]);
  expect(new Set(cards.map(({ cardNumber }) => cardNumber)).size).toBe(3);
});

test.each([['a child under 12', '2016-01-01', '150', 'kids-id'], ['a foreigner', '1970-01-01', '111', 'foreigner'], ['an adult Belgian', '1970-01-01', '150', 'eid']])('%s has its own kind of card', async (_title, birthDay, nationality, kind) => {
  const insz = newInsz(birthDay);
  const { cards } = await run({ [`GeefPersoon/${insz}.xml`]: personXml({ insz, nationality }) });
  expect(cards).toEqual([expect.objectContaining({ kind })]);
});

test('a card that the registry has closed is no card any more', async () => {
  const document = `<Identiteitsbewijzen><Identiteitsbewijs DatumEinde="2020-01-01"><Type><Code>0071</Code></Type><Nummer>${makeCardNumber('5911917065')}</Nummer></Identiteitsbewijs></Identiteitsbewijzen>`;
  const insz = newInsz();
  const { cards } = await run({ [`GeefPersoon/${insz}.xml`]: personXml({ insz, document }) });
  expect(cards).toEqual([expect.objectContaining({ kind: 'eid' })]);
  expect(cards[0]?.cardNumber).not.toBe(makeCardNumber('5911917065'));
});

test('whatever stands in the fields of answers, each person is imported or the reason is told', async () => {
  const place = fc.constantFrom('Dorpsstraat', '3070', 'Kortenberg', '>4<', 'Proef', '>Bo<', 'Nederlands', '>150<', '2014-05-23', '1970-12-24');
  const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 130 }).map((text) => text.replaceAll(/[<&]/g, '')), fc.constantFrom('', '0000', '2001-02-31', '9999-99-99', 'constructor', '__proto__', '24055'));
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(place, value), { minLength: 20, maxLength: 40 }), async (changes) => {
    const files = changes.flatMap(([where, what]) => {
      const insz = newInsz();
      const text = personXml({ insz, extra: '<Geboorte><Datum>1970-12-24</Datum></Geboorte>' }).replaceAll(where, where.startsWith('>') ? `>${what}<` : what);
      return [[`GeefPersoon/${insz}.xml`, text], [`GeefDossierHandicap/${insz}.xml`, recognitionXml(what, what)]];
    });
    const { reports } = await run(Object.fromEntries(files));
    expect((reports[0]?.imported ?? 0) + (reports[0]?.skipped.filter(({ file }) => file.startsWith('GeefPersoon')).length ?? 0)).toBe(changes.length);
  }), { numRuns: 3 });
});

test('about a fifth of the cards expires within the window', async () => {
  const people = Array.from({ length: 150 }, () => newInsz());
  const { cards } = await run(Object.fromEntries(people.map((insz) => [`GeefPersoon/${insz}.xml`, personXml({ insz })])));
  const soon = cards.filter(({ expiresOn }) => expiresOn <= '2027-01-23').length;
  expect(soon).toBeGreaterThan(15);
  expect(soon).toBeLessThan(50);
});

test('no bytes at all crash the reader', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<Persoon>', '</Persoon>', '<INSZ>', '<a b="', '<![CDATA[', '<!--', '&#x', '<?xml', '<Uitzondering>'));
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    expect(readPerson(pieces.join(''), 'x')).toBeDefined();
    expect(readRecognitions(pieces.join(''))).toBeDefined();
  }), { numRuns: 300 });
  expect(readPerson('<a>'.repeat(20_000), 'x')).toMatchObject({ reason: expect.any(String) });
  expect(readPerson(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, 'x')).toMatchObject({ reason: expect.any(String) });
});
