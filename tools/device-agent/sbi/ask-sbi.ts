import { request } from 'node:http';
import { FingerprintsFailed } from '../fingerprint-device.ts';
import type { After } from './after.ts';

export interface SbiQuestion {
  readonly port: number;
  readonly verb: 'MOSIPDISC' | 'MOSIPDINFO' | 'RCAPTURE';
  readonly path: '/device' | '/info' | '/capture';
  readonly body: object;
  readonly withinMs: number;
  /** An answer of more bytes is not read to its end. */
  readonly most?: number;
  readonly after: After;
  readonly signal?: AbortSignal | undefined;
}

const tenMegabytes = 10 * 1_024 * 1_024;

/**
 * The bytes of one answer, to be wiped by the caller. Always to this machine itself, once, on a connection of its own: hanging up is the
 * only way to call off a capture.
 * @throws FingerprintsFailed `absent`, `time-out`, `bad-answer`, `device-failed`; the reason of the signal
 */
export async function askSbi({ port, verb, path, body, withinMs, most = tenMegabytes, after, signal }: SbiQuestion): Promise<Buffer> {
  if (signal?.aborted === true) throw reasonOf(signal);
  const text = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const taken: Buffer[] = [];
    let [bytes, over] = [0, false];
    const asked = request({ host: '127.0.0.1', port, method: verb, path, agent: false, headers: { 'content-type': 'application/json', 'content-length': text.length, connection: 'close' } });
    const end = (settle: () => void) => {
      if (over) return;
      over = true;
      stop();
      signal?.removeEventListener('abort', aborted);
      settle();
      for (const chunk of taken) chunk.fill(0);
      asked.destroy();
    };
    const fail = (code: string) => end(() => reject(new FingerprintsFailed(code)));
    const aborted = () => end(() => reject(reasonOf(signal)));
    const stop = after(withinMs, () => fail('time-out'));
    signal?.addEventListener('abort', aborted);
    asked.on('error', (error) => fail(codeOf(error)));
    asked.on('response', (answer) => {
      answer.on('data', (chunk: Buffer) => {
        if (over) { chunk.fill(0); return; }
        taken.push(chunk);
        bytes += chunk.length;
        if (bytes > most) fail('bad-answer');
      });
      answer.on('error', () => fail('device-failed'));
      answer.on('end', () => {
        if (answer.statusCode !== 200) fail(answer.statusCode === 404 || answer.statusCode === 405 ? 'absent' : 'device-failed');
        else end(() => resolve(joined(taken, bytes)));
      });
      answer.on('close', () => fail('device-failed'));
    });
    asked.end(text);
  });
}

/** Not `Buffer.concat`: that may take from a pool which others read. */
function joined(chunks: readonly Buffer[], bytes: number): Buffer {
  const whole = Buffer.alloc(bytes);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(whole, at);
  return whole;
}

/** Nobody listens; somebody listens who speaks no HTTP; the line went away. */
function codeOf(error: Error & { code?: string }): string {
  if (error.code === 'ECONNREFUSED') return 'absent';
  return error.code?.startsWith('HPE_') === true ? 'bad-answer' : 'device-failed';
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('The capture was called off.', { cause: reason });
}
