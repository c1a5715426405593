import { array, assert, boolean, constantFrom, option, property, record, uniqueArray } from 'fast-check';
import { mediumSchema, type Medium } from '#connectors/crm/crm.port.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { chooseForRepresentative, chooseMedia, wholeFirst } from './choose-media.ts';

const all = mediumSchema.options;
const aReach = (overrides: Partial<Parameters<typeof chooseMedia>[0]> = {}): Parameters<typeof chooseMedia>[0] => ({
  email: 'a@example.org', mobile: '+32470000001', phone: '+3291000000', whatsappOptIn: true, preferredMedium: null, language: 'nl', ...overrides,
});
const rules = (overrides: Partial<Parameters<typeof chooseMedia>[1]> = {}) => ({ media: all, letterWhenAsked: true, ...overrides });

test.each<[string, Parameters<typeof aReach>[0], Parameters<typeof rules>[0], Medium[]]>([
  ['without preference: digital first, then a call, a letter last', {}, {}, ['email', 'sms', 'whatsapp', 'e-box', 'telephone', 'letter']],
  ['the preferred medium goes first', { preferredMedium: 'sms' }, {}, ['sms', 'email', 'whatsapp', 'e-box', 'telephone', 'letter']],
  ['a preferred medium without contact data gives way to the next digital one', { preferredMedium: 'email', email: null }, {}, ['sms', 'whatsapp', 'e-box', 'telephone', 'letter']],
  ['a preferred medium that the municipality does not use gives way', { preferredMedium: 'whatsapp' }, { media: ['email', 'letter'] }, ['email', 'letter']],
  ['WhatsApp without opt-in is not used, also when it is preferred', { preferredMedium: 'whatsapp', whatsappOptIn: false }, {}, ['email', 'sms', 'e-box', 'telephone', 'letter']],
  ['who asked for letters gets one at once', { preferredMedium: 'letter' }, {}, ['letter', 'email', 'sms', 'whatsapp', 'e-box', 'telephone']],
  ['who asked for letters gets a digital message first where the municipality has switched letters at once off', { preferredMedium: 'letter' }, { letterWhenAsked: false }, ['email', 'sms', 'whatsapp', 'e-box', 'telephone', 'letter']],
  ['who likes to be telephoned is telephoned', { preferredMedium: 'telephone' }, {}, ['telephone', 'email', 'sms', 'whatsapp', 'e-box', 'letter']],
  ['a mobile number can be telephoned too', { email: null, phone: null }, { media: ['telephone', 'letter'] }, ['telephone', 'letter']],
  ['who has nothing that rings is told in the e-Box, then telephoned, else gets a letter', { email: null, mobile: null }, {}, ['e-box', 'telephone', 'letter']],
  ['who can be reached by nothing digital is telephoned, else gets a letter', { email: null, mobile: null }, { media: ['email', 'sms', 'telephone', 'letter'] }, ['telephone', 'letter']],
  ['who prefers the e-Box is told there first', { preferredMedium: 'e-box' }, {}, ['e-box', 'email', 'sms', 'whatsapp', 'telephone', 'letter']],
  ['an e-Box has no English', { preferredMedium: 'e-box', language: 'en' }, { media: ['email', 'e-box', 'letter'] }, ['email', 'letter']],
  ['an e-Box is used only where the municipality says so', { preferredMedium: 'e-box' }, { media: ['email', 'letter'] }, ['email', 'letter']],
  ['a letter is always possible', { email: null, mobile: null, phone: null }, {}, ['e-box', 'letter']],
  ['where letters are not used somebody may not be reachable at all', { email: null, mobile: null, phone: null }, { media: ['email', 'sms'] }, []],
])('%s', (_title, reach, rule, expected) => expect(chooseMedia(aReach(reach), rules(rule))).toEqual(expected));

test('a wanted medium is that one or none', () => {
  expect(chooseMedia(aReach({ preferredMedium: 'email' }), rules(), 'letter')).toEqual(['letter']);
  expect(chooseMedia(aReach({ email: null }), rules(), 'email')).toEqual([]);
});

test('what was written for one citizen goes by a medium that carries all of it, the preferred one of those first; a short one is what is left', () => {
  expect(wholeFirst(chooseMedia(aReach({ preferredMedium: 'sms' }), rules()))).toEqual(['email', 'e-box', 'telephone', 'letter', 'sms', 'whatsapp']);
  expect(wholeFirst(chooseMedia(aReach({ preferredMedium: 'telephone' }), rules({ media: ['sms', 'telephone'] })))).toEqual(['telephone', 'sms']);
  expect(wholeFirst(chooseMedia(aReach(), rules({ media: ['sms'] })))).toEqual(['sms']);
});

const reach = record({
  email: option(constantFrom('a@example.org')), mobile: option(constantFrom('+32470000001')), phone: option(constantFrom('+3291000000')), whatsappOptIn: boolean(),
  preferredMedium: option(constantFrom(...all)), language: constantFrom(...languageSchema.options),
});

test('nobody is told by a medium that is not used here, that lacks contact data or consent, or twice', () => {
  assert(property(reach, uniqueArray(constantFrom(...all), { minLength: 1 }), boolean(), (citizen, media, letterWhenAsked) => {
    const chosen = chooseMedia(citizen, { media, letterWhenAsked });
    expect(new Set(chosen).size).toBe(chosen.length);
    const ruledOut: Medium[] = [
      ...(citizen.email === null ? ['email' as const] : []), ...(citizen.mobile === null ? ['sms' as const, 'whatsapp' as const] : []),
      ...(citizen.whatsappOptIn ? [] : ['whatsapp' as const]), ...(citizen.mobile === null && citizen.phone === null ? ['telephone' as const] : []),
      ...(citizen.language === 'en' ? ['e-box' as const] : []),
    ];
    expect(chosen.filter((medium) => !media.includes(medium) || ruledOut.includes(medium))).toEqual([]);
  }));
});

test('a letter comes first only for who asked for it, or when it is all there is', () => {
  assert(property(reach, array(constantFrom(...all), { minLength: 1 }), (citizen, media) => {
    const [first, ...rest] = chooseMedia(citizen, rules({ media }));
    expect(first === 'letter' && citizen.preferredMedium !== 'letter' ? rest : []).toEqual([]);
  }));
});

test.each<[string, string | null, string | null, Medium[], Medium[]]>([
  ['by e-mail first', 'a@example.org', '+32470000001', all, ['email', 'sms']],
  ['by SMS without an e-mail address', null, '+32470000001', all, ['sms']],
  ['only by what the municipality uses', 'a@example.org', '+32470000001', ['sms', 'letter'], ['sms']],
  ['not at all without contact data', null, null, all, []],
])('a representative is told %s', (_title, email, mobile, media, expected) => expect(chooseForRepresentative({ email, mobile }, { media })).toEqual(expected));
