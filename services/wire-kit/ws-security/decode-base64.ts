import { wssFailure } from './wss-failures.ts';

/** Base64 with the white space that XML allows in it; one value has one form, so that a message has one identity. */
export function decodeBase64(text: string, place: string): Buffer {
  const compact = text.replace(/[ \t\r\n]+/g, '');
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== compact) throw wssFailure('malformed', place, 'is not base64');
  return bytes;
}
