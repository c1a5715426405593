import * as fc from 'fast-check';
import { writeICalendar, type CalendarEntry } from './write-icalendar.ts';

const entry = (overrides: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'a@gent.eid-aan-huis', start: Date.parse('2026-03-30T07:00:00Z'), end: Date.parse('2026-03-30T07:45:00Z'), changedAt: Date.parse('2026-03-01T12:00:00Z'),
  sequence: 2, summary: 'eID aan huis: afgifte', ...overrides,
});
const unfold = (text: string) => text.replaceAll('\r\n ', '');

test('writes a visit in UTC with the id that it keeps wherever it moves to', () => {
  expect(writeICalendar([entry()]).split('\r\n').slice(-12)).toEqual([
    'BEGIN:VEVENT', 'UID:a@gent.eid-aan-huis', 'DTSTAMP:20260301T120000Z', 'DTSTART:20260330T070000Z', 'DTEND:20260330T074500Z', 'SEQUENCE:2',
    'SUMMARY:eID aan huis: afgifte', 'STATUS:CONFIRMED', 'CLASS:PRIVATE', 'END:VEVENT', 'END:VCALENDAR', '',
  ]);
});

test('an empty calendar still holds a component, as RFC 5545 asks', () => {
  expect(writeICalendar([])).toContain('BEGIN:VTIMEZONE');
});

test('escapes what would end or split a value', () => {
  expect(unfold(writeICalendar([entry({ summary: 'a;b,c\\d\ne' })]))).toContain('SUMMARY:a\\;b\\,c\\\\d\\ne\r\n');
});

test('no line has more than 75 octets, every line ends with CRLF, and no text is lost', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (summary) => {
    fc.pre(summary.isWellFormed());
    const text = writeICalendar([entry({ summary })]);
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line))).toBe(true);
    const kept = /SUMMARY:(.*)/s.exec(unfold(text))?.[1]?.split('\r\nSTATUS')[0]?.replaceAll(/\\([\\;,n])/g, (_match, character: string) => (character === 'n' ? '\n' : character));
    expect(kept).toBe(summary.replaceAll(/\r\n|\r/g, '\n'));
  }));
});

test('a visit says where it is and what to know, each as text', () => {
  const text = unfold(writeICalendar([entry({ location: 'Kerkstraat 1, 9000 Gent', description: 'Badge; foto\nNooit geld' })]));
  expect(text).toContain('LOCATION:Kerkstraat 1\\, 9000 Gent\r\nDESCRIPTION:Badge\\; foto\\nNooit geld\r\nSTATUS');
});
