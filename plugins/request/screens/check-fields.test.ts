import { checkFields, contactOf } from './check-fields.ts';

const address = { street: 'Teststraat', houseNumber: '1', postcode: '9000', city: 'Gent' };
const citizen = { firstName: 'Noor', lastName: 'Claes', language: 'nl', address, email: 'noor@example.org', mobile: '+32470123456', preferredMedium: null, whatsappOptIn: false, version: '1' } as const;
const parent = { relation: 'parent', firstName: 'An', lastName: 'Claes', email: 'an@example.org', mobile: '+32470000001' } as const;
const asked = (form: Record<string, string>, known: Parameters<typeof contactOf>[1]['representative'] = null) =>
  contactOf(checkFields.parse({ version: '1', who: 'self', fee: '', ...form }), { citizen, representative: known });
const asShown = { email: citizen.email, mobile: citizen.mobile };
const helps = { ...asShown, who: 'other', relation: 'parent', firstName: 'An', lastName: 'Claes' };

test('what is left as it was shown is not told again', () => {
  expect(asked(asShown)).toBeUndefined();
  expect(asked({ ...helps, helperEmail: parent.email, helperMobile: parent.mobile }, parent)).toBeUndefined();
});

test('an address or number that is emptied is taken away, and only that', () => {
  expect(asked({ ...asShown, mobile: '' })).toEqual({ version: '1', mobile: null });
  expect(asked({ ...asShown, email: '' })).toEqual({ version: '1', email: null });
});

test('a field that the form did not hold takes nothing away', () => {
  expect(asked({})).toBeUndefined();
  expect(asked(helps, parent)).toBeUndefined();
});

test('who helps gives a number of his or her own, and can take it away', () => {
  expect(asked({ ...helps, helperEmail: '', helperMobile: '0470 99 88 77' })).toEqual({ version: '1', representative: { ...parent, email: null, mobile: '0470 99 88 77' } });
  expect(asked({ ...helps, helperEmail: parent.email, helperMobile: '' }, parent)).toEqual({ version: '1', representative: { ...parent, mobile: null } });
});

test('somebody else who helps takes over nothing of who was known', () => {
  expect(asked({ ...helps, firstName: 'Piet' }, parent)).toEqual({ version: '1', representative: { relation: 'parent', firstName: 'Piet', lastName: 'Claes', email: null, mobile: null } });
});
