import type { After } from '#tools/device-agent/sbi/after.ts';
import type { RawLine } from './raw-http.ts';
import type { SbiFault } from './sbi-faults.ts';

interface ToSend { readonly body: string; /** The answer to the capture before this one. */ readonly last: string; readonly fault: SbiFault | undefined; readonly after: After }

const elevenMegabytes = 11 * 1_024 * 1_024;
const pieceBytes = 4_096;
const pieceEveryMs = 20;

/** Puts an answer on the wire, whole and once, or as the fault has it. */
export function sendAnswer(line: RawLine, sent: ToSend): void {
  const otherwise = sent.fault === undefined ? undefined : ways.get(sent.fault);
  if (otherwise) otherwise(line, sent);
  else line.answer(200, sent.body);
}

/** Faults that are none of the wire are in the body already. */
const ways = new Map<SbiFault, (line: RawLine, sent: ToSend) => void>([
  ['silent', () => {}],
  ['garbage', (line) => line.answer(200, '{"biometrics": [ this is not JSON')],
  ['not-http', ({ socket }) => { socket.end('SSH-2.0-OpenSSH_9.6\r\n'); }],
  ['hang-up', ({ socket }, { body }) => { socket.write(`${headFor(body.length)}${body.slice(0, Math.floor(body.length / 2))}`, () => socket.destroy()); }],
  ['oversized', (line) => line.answer(200, `{"padding":"${'x'.repeat(elevenMegabytes)}"}`)],
  ['slow', (line, { body, after }) => sendInPieces(line, Buffer.from(`${headFor(body.length)}${body}`), after)],
  ['replayed', (line, { last }) => line.answer(200, last)],
  ['one-missing', (line, { body }) => line.answer(200, withBiometrics(body, (all) => all.slice(1)))],
  ['one-twice', (line, { body }) => line.answer(200, withBiometrics(body, (all) => [...all, ...all.slice(0, 1)]))],
  ['bad-signature', (line, { body }) => line.answer(200, withTokens(body, (token) => flipped(token, token.length - 20)))],
  ['altered', (line, { body }) => line.answer(200, withTokens(body, (token) => flipped(token, token.indexOf('.') + 20)))],
  ['unsigned', (line, { body }) => line.answer(200, withTokens(body, (token) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1] ?? ''}.`))],
]);

const headFor = (length: number): string => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`;

function sendInPieces(line: RawLine, bytes: Buffer, after: After): void {
  if (line.socket.destroyed) return;
  if (bytes.length <= pieceBytes) { line.socket.end(bytes); return; }
  line.socket.write(bytes.subarray(0, pieceBytes));
  after(pieceEveryMs, () => sendInPieces(line, bytes.subarray(pieceBytes), after));
}

/** Every token that stands at `data` or `deviceInfo`. */
function withTokens(body: string, change: (token: string) => string): string {
  return body.replaceAll(/("(?:data|deviceInfo)":")([\w-]+\.[\w-]+\.[\w-]+)"/g, (_whole, before: string, token: string) => `${before}${change(token)}"`);
}

function withBiometrics(body: string, change: (all: readonly unknown[]) => readonly unknown[]): string {
  const { biometrics }: { biometrics: readonly unknown[] } = JSON.parse(body);
  return JSON.stringify({ biometrics: change(biometrics) });
}

/** Another character of base64url at this place. */
const flipped = (token: string, at: number): string => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
