import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { languageSchema, type Language } from '#services/belgium/language.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { placeholders } from './catalogue/texts.ts';
import { noticeSchema, type Notice } from './communication.contract.ts';
import { composeMessage } from './compose-message.ts';

const media = ['email', 'sms', 'whatsapp', 'telephone', 'letter', 'e-box'] as const;
const valuesOf = (notice: Notice): Record<string, string> => Object.fromEntries(placeholders[notice].map((name) => [name, `<${name}>`]));
const lines = (text: string): number => text.split(/[\n\v\f\r\u0085\u2028\u2029]/u).length;

const compose = (overrides: Partial<Parameters<typeof composeMessage>[0]> = {}) => composeMessage({
  notice: 'invitation', language: 'nl', medium: 'email', values: valuesOf('invitation'), ...overrides,
});

test('every notice can be composed in every language for every medium', () => {
  for (const notice of noticeSchema.options) for (const language of languageSchema.options) for (const medium of media) {
    const { subject, body } = composeMessage({ notice, language, medium, values: valuesOf(notice) });
    expect(`${subject}${body}`).not.toMatch(/[{}]/u);
  }
});

test.each(['email', 'letter', 'e-box'] as const)('by %s the citizen reads the long text', (medium) => {
  expect(compose({ medium }).body).toMatch(/^Beste <firstName> <lastName>\n\n/u);
});

test('by SMS the citizen reads the short text', () => {
  expect(compose({ medium: 'sms' }).body).toMatch(/^<organisation>: .*<link>.*<code>/u);
});

test('by WhatsApp the citizen reads the short text too, between who sends it and that nobody reads an answer', () => {
  expect(compose({ medium: 'whatsapp' }).body).toMatch(/^Bericht van <organisation>: .*<link>.*<code>.*<telephone>\. Antwoord hier niet: .*\.$/u);
});

test.each([
  ['nl', 'Voor de medewerker'], ['fr', 'Pour le collaborateur'], ['de', 'Für die Mitarbeiterin'], ['en', 'For the clerk'],
] as const)('on the telephone the clerk first reads whom to ask for, then the long text (%s)', (language: Language, opening) => {
  const script = compose({ language, medium: 'telephone' }).body;
  expect(script.split('\n')[0]).toContain(opening);
  expect(script.endsWith(compose({ language, medium: 'email' }).body)).toBe(true);
});

test.each(['nl', 'fr', 'de', 'en'] as const)('a representative reads in the e-mail whose card it is about and why it comes, then the same text (%s)', (language) => {
  const own = compose({ language }).body;
  const also = compose({ language, to: 'representative' }).body;
  expect(also.split('\n')[0]).toContain('<firstName> <lastName>');
  expect(also.endsWith(own)).toBe(true);
  expect(compose({ language, medium: 'sms', to: 'representative' })).toEqual(compose({ language, medium: 'sms' }));
});

test('a message with a gap is not sent: the error names the notice and the placeholder', () => {
  const { code: _code, ...values } = valuesOf('invitation');
  expect(() => compose({ values })).toThrow('message invitation: no value for {code}');
});

test('an empty value is a gap too', () => {
  expect(() => compose({ values: { ...valuesOf('invitation'), expiresOn: ' \n ' } })).toThrow('message invitation: no value for {expiresOn}');
});

test('the error about a gap tells nothing about the citizen', () => {
  const { link: _link, ...values } = valuesOf('invitation');
  expect(() => compose({ values: { ...values, lastName: 'Peeters', code: 'K7QM-4T2P' } })).not.toThrow(/Peeters|K7QM/u);
  expect(() => compose({ values: { ...values, lastName: 'Peeters', code: 'K7QM-4T2P' } })).toThrow(/\{link\}/u);
});

test('a person without a first name is greeted by the surname', () => {
  expect(compose({ values: { ...valuesOf('invitation'), firstName: '', lastName: 'Diallo' } }).body).toMatch(/^Beste Diallo\n\n/u);
});

test('an SMS is written with the letters of an ordinary SMS, a WhatsApp message as it is', () => {
  const values = { ...valuesOf('invitation'), organisation: 'Commune de Braine-le-Château' };
  expect(compose({ medium: 'sms', values }).body).toContain('Braine-le-Chateau');
  expect(compose({ medium: 'whatsapp', values }).body).toContain('Braine-le-Château');
});

test('signs that mean something elsewhere are inserted as they are', () => {
  expect(compose({ values: { ...valuesOf('invitation'), lastName: "O'Neil $& <b>" } }).body).toContain("<firstName> O'Neil $& <b>\n");
});

test('a name that asks for the personal code does not get it', () => {
  const { body } = compose({ medium: 'email', values: { ...valuesOf('invitation'), lastName: '{code}', code: 'K7QM-4T2P' } });
  expect(body).toContain('Beste <firstName> {code}\n');
  expect(body.split('K7QM-4T2P')).toHaveLength(2);
});

test('a name cannot turn the reading direction of the message around', () => {
  expect(compose({ values: { ...valuesOf('invitation'), lastName: 'Pee\u202Eters\u0007' } }).body).toContain('<firstName> Peeters\n');
});

const hostile = array(oneof(
  string({ unit: 'binary' }),
  constantFrom('\n', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', '\u202E', '{code}', '{link}', '{', '}', '$&', '$1'),
)).map((pieces) => `x${pieces.join('')}x`);

test('no value, however hostile, adds a line to a message, save an answer that somebody wrote for this citizen', () => {
  assert(property(
    constantFrom(...noticeSchema.options), constantFrom(...languageSchema.options), constantFrom(...media), hostile,
    (notice, language, medium, value) => {
      const calm = composeMessage({ notice, language, medium, values: valuesOf(notice) });
      const values = Object.fromEntries(placeholders[notice].map((name) => [name, name === 'answer' ? 'x' : value]));
      const attacked = composeMessage({ notice, language, medium, values });
      expect(lines(attacked.body)).toBe(lines(calm.body));
      expect(lines(attacked.subject)).toBe(1);
    },
  ));
});

test('no value, however hostile, makes another value appear a second time', () => {
  assert(property(constantFrom(...languageSchema.options), constantFrom(...media), hostile, (language, medium, value) => {
    const code = 'K7QM-4T2P-SECRET';
    const times = (text: string): number => text.split(code).length - 1;
    const text = catalogue[language].invitation;
    const asked = (medium === 'sms' || medium === 'whatsapp' ? text.short : text.body).split('{code}').length - 1;
    const values = { ...valuesOf('invitation'), firstName: value, lastName: value, organisation: value, fee: value, code };
    expect(times(composeMessage({ notice: 'invitation', language, medium, values }).body)).toBe(asked);
  }));
});

test('an answer that somebody wrote keeps its lines, and nothing in it turns the reading direction around or is taken for a place to fill', () => {
  const { body } = compose({ notice: 'complaint-answered', values: { ...valuesOf('complaint-answered'), answer: 'Dag Noor,\r\n\r\n\r\n\r\nWij \u202ekomen {code}\tmorgen.\u2028Els' } });
  expect(body).toContain('\n\nDag Noor,\n\nWij komen {code} morgen.\nEls\n\n');
});
