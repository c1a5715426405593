import { judgeDay, type Heard } from './judge-day.ts';

const day = '2026-11-24';
const span = { act: 'activate-card' as const, validFrom: '2026-01-01', validUntil: '2026-12-31', withdrawn: false };
const held = (holder: Heard['holder'], overrides: Partial<Heard> = {}): Heard => ({ holder, answered: true, records: [span, { ...span, act: 'capture-biometrics' }], ...overrides });
const none = { records: [] };
const silent = { answered: false, records: [] };

test.each<[string, readonly Heard[], string]>([
  ['is authorised when the municipality, one official and one device are', [held('municipality'), held('official'), held('official', none), held('device')], 'authorised'],
  ['is refused without the municipality, whoever else is', [held('municipality', none), held('official'), held('device')], 'refused'],
  ['is refused when no official is', [held('municipality'), held('official', none), held('device')], 'refused'],
  ['is refused when no device is', [held('municipality'), held('official'), held('device', none)], 'refused'],
  ['is refused when there is nobody to ask for', [held('municipality')], 'refused'],
  ['is unknown while BiZa does not answer for the municipality', [held('municipality', silent), held('official'), held('device')], 'unknown'],
  ['is unknown when the one official of whom it did not answer may be authorised', [held('municipality'), held('official', none), held('official', silent), held('device')], 'unknown'],
  ['is authorised when it did not answer for another official', [held('municipality'), held('official'), held('official', silent), held('device')], 'authorised'],
  ['is refused when one part is missing for sure, whatever is not known of the others', [held('municipality', none), held('official', silent), held('device')], 'refused'],
  ['is refused when a period has ended the day before', [held('municipality', { records: [{ ...span, act: 'capture-biometrics', validUntil: '2026-11-23' }] }), held('official'), held('device')], 'refused'],
])('taking fingerprints %s', (_title, heard, expected) => {
  expect(judgeDay(heard, 'capture-biometrics', day)).toBe(expected);
});

test('a card can be activated by an employee of bpost; fingerprints are never taken by one', () => {
  const heard = [held('municipality'), held('bpost-employee'), held('device')];
  expect([judgeDay(heard, 'activate-card', day), judgeDay(heard, 'capture-biometrics', day)]).toEqual(['authorised', 'refused']);
});
