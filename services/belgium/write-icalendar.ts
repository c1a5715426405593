/** A visit as a calendar shows it. Instants are epoch milliseconds UTC. */
export interface CalendarEntry {
  /** The same for the same visit, wherever it moves to. */
  readonly uid: string;
  readonly start: number;
  readonly end: number;
  readonly changedAt: number;
  readonly sequence: number;
  readonly summary: string;
  readonly location?: string;
  readonly description?: string;
}

/**
 * iCalendar (RFC 5545). Times are in UTC, so no clock change can shift them; the time zone is there because a calendar must hold at
 * least one component (3.6), also when there are no visits.
 */
export function writeICalendar(entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//eID aan huis//appointments//EN', 'CALSCALE:GREGORIAN',
    'BEGIN:VTIMEZONE', 'TZID:Etc/UTC', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0000', 'END:STANDARD', 'END:VTIMEZONE',
    ...entries.flatMap((entry) => [
      'BEGIN:VEVENT', `UID:${escape(entry.uid)}`, `DTSTAMP:${utc(entry.changedAt)}`, `DTSTART:${utc(entry.start)}`, `DTEND:${utc(entry.end)}`,
      `SEQUENCE:${entry.sequence}`, `SUMMARY:${escape(entry.summary)}`,
      ...(entry.location === undefined ? [] : [`LOCATION:${escape(entry.location)}`]), ...(entry.description === undefined ? [] : [`DESCRIPTION:${escape(entry.description)}`]), 'STATUS:CONFIRMED', 'CLASS:PRIVATE', 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** `20260314T091500Z` */
function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** TEXT values (3.3.11). */
function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** Lines of at most 75 octets, continued after a space, never cut inside a character (3.1). */
function fold(line: string): string {
  const folded: string[] = [];
  let octets = 0;
  let part = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      folded.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...folded, part].join('\r\n');
}
