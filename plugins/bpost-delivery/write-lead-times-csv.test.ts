import { writeLeadTimesCsv } from './write-lead-times-csv.ts';

const line = (region: string, reference: string | null) => ({
  agreement: null, reference, region, deliveries: 3, promisedDays: null, total: { median: 12.5, longest: 20 }, production: { median: 8, longest: 10 }, own: { median: 4.5, longest: 10 }, withBpost: { median: 1, longest: 2 }, late: null, dailyMaximum: 13,
});

test('lead times are written as a spreadsheet in Belgium reads them', () => {
  const [head, row, ...more] = writeLeadTimesCsv({ from: '2026-10-01', until: '2026-10-31' }, [line('Liège', 'K-17')]).split('\r\n');
  expect(head?.split(';').slice(0, 5)).toEqual(['\uFEFFfrom', 'until', 'region', 'agreement', 'deliveries']);
  expect(row).toBe('2026-10-01;2026-10-31;Liège;K-17;3;;4,5;10;;8;10;1;2;12,5;20;13');
  expect(more).toEqual(['']);
});

test('what somebody wrote is text in it, never a formula nor another column', () => {
  expect(writeLeadTimesCsv({ from: '2026-10-01', until: '2026-10-31' }, [line('=1+1', 'a;"b"\r\nc')])).toContain(`;'=1+1;"a;""b""\r\nc";3;`);
});
