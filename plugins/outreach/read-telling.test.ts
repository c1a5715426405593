import { readTelling } from './read-telling.ts';

type Message = Parameters<typeof readTelling>[0][number];
const message = (overrides: Partial<Message> = {}): Message => ({ notice: 'invitation', medium: 'email', at: 1_000, to: 'citizen', state: 'sent', ...overrides });

test('who was invited and reminded was told first by the one and last by the other', () => {
  expect(readTelling([message(), message({ notice: 'reminder', medium: 'sms', at: 2_000, state: 'delivered' })])).toEqual({ toldAt: 1_000, lastToldAt: 2_000, toldBy: 'sms', failedBy: null, representativeTold: false });
});

test('a mail that bounced was never a telling; the letter after it is', () => {
  expect(readTelling([message({ state: 'failed' }), message({ medium: 'letter', at: 2_000 })])).toMatchObject({ toldAt: 2_000, toldBy: 'letter', failedBy: null });
});

test('a letter that came back after a mail that arrived says so, and the mail still counts', () => {
  expect(readTelling([message(), message({ notice: 'invitation-letter', medium: 'letter', at: 2_000, state: 'failed' })])).toMatchObject({ toldAt: 1_000, toldBy: 'email', failedBy: 'letter' });
});

test('what is still waiting, or of which nobody is sure, tells nobody', () => {
  expect(readTelling([message({ state: 'waiting' }), message({ state: 'parked' }), message({ state: 'overtaken' })])).toEqual({ toldAt: null, lastToldAt: null, toldBy: null, failedBy: null, representativeTold: false });
});

test('a message to the representative does not tell the citizen, nor does one about a visit', () => {
  expect(readTelling([message({ to: 'representative' }), message({ notice: 'visit-confirmed' })])).toMatchObject({ toldAt: null, representativeTold: true });
});
