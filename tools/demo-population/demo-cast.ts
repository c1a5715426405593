import type { Medium } from '#connectors/crm/crm.port.ts';
import type { Language } from '#services/belgium/language.ts';

/** One fictitious person, as seen on the day on which the population is made. */
export interface Role {
  readonly firstName: string;
  readonly sex: 'f' | 'm';
  readonly age: number;
  /** Days until the card expires. */
  readonly expiresIn: number;
  /** The municipality's first language when left out, or when it does not write in this one. */
  readonly language?: Language;
  /** What the CRM holds: e-mail and mobile number when left out. */
  readonly reach?: readonly ('email' | 'mobile' | 'phone')[];
  readonly prefers?: Medium;
  readonly whatsapp?: true;
  readonly kind?: 'kids-id' | 'foreigner';
  readonly renewal?: 'certificates';
  /** In the disability register: since 2019 without end, or ended in 2021. */
  readonly recognised?: 'current' | 'ended';
  readonly represented?: 'parent' | 'guardian' | 'carer';
  readonly deceased?: true;
}

/** Those whose cards expire within ninety days: one of each kind that the journey meets. */
const soon: readonly Role[] = [
  { firstName: 'Noor', sex: 'f', age: 44, expiresIn: 12, recognised: 'current', prefers: 'email' },
  { firstName: 'Lucas', sex: 'm', age: 52, expiresIn: 20, language: 'fr', prefers: 'sms', recognised: 'ended' },
  { firstName: 'Jef', sex: 'm', age: 81, expiresIn: 25, reach: ['phone'], prefers: 'letter', recognised: 'current' },
  { firstName: 'Lotte', sex: 'f', age: 10, expiresIn: 30, kind: 'kids-id', reach: [], represented: 'parent' },
  { firstName: 'Amira', sex: 'f', age: 38, expiresIn: 33, language: 'en', prefers: 'whatsapp', whatsapp: true },
  { firstName: 'Hilde', sex: 'f', age: 68, expiresIn: 35, recognised: 'current', deceased: true },
  { firstName: 'Germaine', sex: 'f', age: 78, expiresIn: 40, renewal: 'certificates', reach: ['phone'], prefers: 'telephone' },
  { firstName: 'Karel', sex: 'm', age: 63, expiresIn: 47, reach: [] },
  { firstName: 'Elif', sex: 'f', age: 16, expiresIn: 50, represented: 'parent' },
  { firstName: 'Youssef', sex: 'm', age: 35, expiresIn: 55, kind: 'foreigner', language: 'fr' },
  { firstName: 'Thomas', sex: 'm', age: 13, expiresIn: 65, reach: [], represented: 'parent' },
  { firstName: 'Marie', sex: 'f', age: 70, expiresIn: 75, language: 'de', recognised: 'current', represented: 'guardian', reach: ['phone'] },
];

const names: readonly (readonly [firstName: string, sex: 'f' | 'm'])[] = [
  ['An', 'f'], ['Bram', 'm'], ['Chantal', 'f'], ['Dirk', 'm'], ['Emine', 'f'], ['Filip', 'm'], ['Greet', 'f'], ['Hamza', 'm'], ['Ines', 'f'], ['Joris', 'm'], ['Katrien', 'f'],
  ['Luc', 'm'], ['Mia', 'f'], ['Nathan', 'm'], ['Olga', 'f'], ['Piet', 'm'], ['Rosa', 'f'], ['Stijn', 'm'], ['Tine', 'f'], ['Umit', 'm'], ['Vera', 'f'], ['Wim', 'm'], ['Yasmine', 'f'],
  ['Zeno', 'm'], ['Alice', 'f'], ['Bert', 'm'], ['Celine', 'f'], ['Daan', 'm'], ['Eva', 'f'], ['Frans', 'm'], ['Griet', 'f'], ['Henri', 'm'],
];
const adultAges = [19, 24, 29, 35, 41, 47, 52, 58, 61, 66, 69, 72, 79, 83, 91] as const;
const languages: readonly (Language | undefined)[] = [undefined, undefined, 'fr', undefined, 'en', undefined, undefined, 'de', undefined];
const preferences: readonly (Medium | undefined)[] = [undefined, 'email', 'sms', undefined, 'letter', 'telephone', 'email'];
const reaches: readonly Role['reach'][] = [undefined, undefined, ['email'], ['mobile'], undefined, ['phone'], undefined, []];

/** The others: a card of theirs expires every few months, up to nine years from now. */
const later: readonly Role[] = names.map(([firstName, sex], index): Role => {
  const age = of(adultAges, index * 7) ?? 40;
  const [language, prefers, reach] = [of(languages, index), of(preferences, index), of(reaches, index)];
  const recognised = index % 5 === 0 ? 'current' : index % 7 === 3 ? 'ended' : undefined;
  return {
    firstName, sex, age, expiresIn: 110 + index * 97,
    ...(language && { language }), ...(prefers && { prefers }), ...(reach && { reach }), ...(recognised && { recognised }),
    ...(index % 11 === 6 && { represented: 'carer' as const }), ...(age >= 75 && index % 2 === 0 && { renewal: 'certificates' as const }),
  };
});

function of<T>(from: readonly T[], index: number): T | undefined {
  return from[index % from.length];
}

export const demoCast: readonly Role[] = [...soon, ...later];
