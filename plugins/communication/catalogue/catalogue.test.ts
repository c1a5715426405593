import { languageSchema, type Language } from '#services/belgium/language.ts';
import { noticeSchema, type Notice } from '../communication.contract.ts';
import { composeMessage } from '../compose-message.ts';
import { inGsmLetters, smsParts } from '#connectors/messaging/sms-length.ts';
import { catalogue, clerkLines } from './catalogue.ts';
import { formatDay, formatMoment, formatMoney } from '#services/belgium/formats.ts';
import { placeholders } from './texts.ts';

const invitations = ['invitation', 'reminder', 'invitation-letter'] as const;
const languages = languageSchema.options;
const everyText = languages.flatMap((language) => noticeSchema.options.map((notice) => [notice, language] as const));

/** Long, but as they occur: a name of 29 letters, a Wednesday in September. */
const ordinaryValues = (language: Language): Record<string, string> => ({
  firstName: 'Marie-Christine', lastName: 'Vandenbroucke-Delacroix', organisation: 'Gemeente Sint-Katelijne-Waver', telephone: '015 30 50 00',
  counter: 'Lemanstraat 63, ma-vr 9-12 u, wo 14-19 u', expiresOn: formatDay('2026-09-30', language), link: 'https://eid.sint-katelijne-waver.be/v', code: 'K7QM-4T2P',
  fee: 'Dit bezoek kost u niets.', when: formatMoment(Date.UTC(2026, 8, 30, 7, 30), language), amount: formatMoney(2_500, language),
  deadline: formatDay('2026-09-25', language), iban: 'BE68 5390 0754 7034', beneficiary: 'Gemeente Sint-Katelijne-Waver',
  communication: '+++090/9337/55493+++', claimBefore: formatDay('2026-12-30', language), receivedOn: formatDay('2026-09-25', language), answerOn: formatDay('2026-11-09', language), answer: 'Wij komen morgen.',
});

const used = (text: string): string[] => Array.from(text.matchAll(/\{(\w+)\}/gu), ([, name]) => name ?? '');
const whole = (notice: Notice, language: Language): string => Object.values(catalogue[language][notice]).join('\n');

test.each(everyText)('the text "%s" (%s) asks only for what is known when it is sent', (notice, language) => {
  const allowed: readonly string[] = placeholders[notice];
  expect(used(whole(notice, language)).filter((name) => !allowed.includes(name))).toEqual([]);
  expect(whole(notice, language).replace(/\{\w+\}/gu, '')).not.toMatch(/[{}]/u);
});

test.each(everyText)('the text "%s" (%s) uses all that was prepared for it, in the long version', (notice, language) => {
  const { body } = catalogue[language][notice];
  const own = placeholders[notice].filter((name) => name !== 'counter');
  expect(own.filter((name) => !used(body).includes(name))).toEqual([]);
});

test.each(invitations.flatMap((notice) => languages.map((language) => [notice, language] as const)))(
  'the text "%s" (%s) gives the expiry date, the link and the personal code, also when it is short',
  (notice, language) => {
    const { body, short } = catalogue[language][notice];
    expect(used(body)).toEqual(expect.arrayContaining(['link', 'code', 'expiresOn', 'fee', 'telephone']));
    expect(used(short)).toEqual(expect.arrayContaining(['link', 'code', 'expiresOn', 'telephone']));
  },
);

test.each(invitations.flatMap((notice) => languages.map((language) => [notice, language] as const)))(
  'the text "%s" (%s) says that the official never asks for a PIN at the door',
  (notice, language) => {
    expect(catalogue[language][notice].body).toMatch(/PIN|pincode/u);
    expect(catalogue[language][notice].short).toMatch(/PIN|pincode/u);
  },
);

test.each(languages)('who belongs to no group reads where the counter is and how to ask for home service (%s)', (language) => {
  const { body, short } = catalogue[language]['counter-information'];
  expect(used(body)).toEqual(expect.arrayContaining(['expiresOn', 'counter', 'link', 'code']));
  expect(used(short)).toEqual(expect.arrayContaining(['expiresOn', 'link', 'code']));
  expect(body).toMatch(/^1\. [^]*^2\. /mu);
});

test.each(languages)('a bank transfer is asked with all that is needed to make it, also when the message is short (%s)', (language) => {
  const { body, short } = catalogue[language]['payment-requested'];
  for (const text of [body, short]) expect(used(text)).toEqual(expect.arrayContaining(['amount', 'deadline', 'iban', 'beneficiary', 'communication', 'telephone']));
});

test.each(everyText)('every message, also a short one, tells who sends it and whom to ring (%s, %s)', (notice, language) => {
  const { body, short } = catalogue[language][notice];
  for (const text of [body, short]) expect(used(text)).toEqual(expect.arrayContaining(['organisation', 'telephone']));
});

test.each(everyText)('a short message names no person, so that a telephone on the table does not tell whose card it is (%s, %s)', (notice, language) => {
  const { subject, short } = catalogue[language][notice];
  expect([...used(subject), ...used(short)]).not.toContain('firstName');
  expect([...used(subject), ...used(short)]).not.toContain('lastName');
});

test.each(everyText)('the short text of "%s" (%s) is one line of at most 300 characters and 3 SMS parts, with a subject of at most 120', (notice, language) => {
  const { subject, body } = composeMessage({ notice, language, medium: 'sms', values: ordinaryValues(language) });
  expect(subject.length).toBeLessThanOrEqual(120);
  expect(body).not.toMatch(/\n/u);
  expect(body.length).toBeLessThanOrEqual(300);
  expect(smsParts(body)).toBeLessThanOrEqual(3);
});

test.each(everyText)('the short text of "%s" (%s) is written with the letters of an ordinary SMS', (notice, language) => {
  const { short } = catalogue[language][notice];
  expect(inGsmLetters(short)).toBe(short);
});

test.each(everyText)('the paragraphs of "%s" (%s) are plain: no sentence of more than 25 words', (notice, language) => {
  const sentences = catalogue[language][notice].body.split(/[.?:!](?:\s|$)|\n/u);
  expect(sentences.filter((sentence) => sentence.trim().split(/\s+/u).length > 25)).toEqual([]);
});

test.each(languages)('the line for the clerk names whom to ask for (%s)', (language) => {
  expect(used(clerkLines[language])).toEqual(['firstName', 'lastName']);
});
