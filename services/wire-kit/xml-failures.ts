import { failures } from '#services/kernel/failure.ts';

/** Why XML is refused. The issue names the place and the rule; never what stands there. */
export const xmlFailures = failures('xml', {
  'too-large': { status: 413, retry: 'never', title: 'The XML is larger than is taken here.' },
  'not-utf-8': { status: 400, retry: 'never', title: 'The XML is not well-formed UTF-8.' },
  'forbidden': { status: 400, retry: 'never', title: 'The XML holds what is never taken here: a DTD, an entity or a processing instruction.' },
  'over-limit': { status: 400, retry: 'never', title: 'The XML goes over a limit.' },
  'malformed': { status: 400, retry: 'never', title: 'The XML is not well-formed.' },
  'unexpected': { status: 400, retry: 'never', title: 'The XML does not have the shape that was agreed.' },
  'unwritable': { status: 400, retry: 'never', title: 'A value cannot be written as XML.' },
});

/** Line and column, both from 1, of an offset in text whose lines end in a line feed. */
export function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
}
