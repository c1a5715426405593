export interface Part { readonly name: string; readonly fileName: string | undefined; readonly type: string | undefined; readonly content: Buffer }

const disposition = /^form-data; name="(?<name>[^"\r\n]*)"(?:; filename="(?<fileName>[^"\r\n]*)")?$/i;
const headerEnd = Buffer.from('\r\n\r\n');

/** The parts of a form as it was sent (RFC 7578), read by our own few lines: what writes it and what judges it are not the same library. Undefined: it is none. */
export function readMultipart(contentType: string, body: Uint8Array): readonly Part[] | undefined {
  const { boundary, quoted = boundary } = /^multipart\/form-data\s*;\s*boundary=(?:"(?<quoted>[^"\r\n]{1,70})"|(?<boundary>[^\s;"]{1,70}))\s*$/i.exec(contentType)?.groups ?? {};
  if (quoted === undefined) return undefined;
  const bytes = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${quoted}`);
  const parts: Part[] = [];
  let at = bytes.indexOf(delimiter);
  if (at !== 0) return undefined;
  for (;;) {
    const from = at + delimiter.length;
    const after = bytes.subarray(from, from + 2).toString('latin1');
    if (after === '--') return parts;
    const next = bytes.indexOf(delimiter, from);
    const headersUntil = bytes.indexOf(headerEnd, from);
    if (after !== '\r\n' || next === -1 || headersUntil === -1 || headersUntil > next) return undefined;
    const part = partOf(bytes.subarray(from + 2, headersUntil).toString('utf8'), bytes.subarray(headersUntil + headerEnd.length, next));
    if (part === undefined) return undefined;
    parts.push(part);
    at = next;
  }
}

function partOf(headers: string, content: Buffer): Part | undefined {
  const fields = new Map(headers.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  const { name, fileName } = disposition.exec(fields.get('content-disposition') ?? '')?.groups ?? {};
  return name === undefined ? undefined : { name, fileName, type: fields.get('content-type'), content };
}
