import { randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { counted } from './frames.ts';

/** Of a whole frame, either way. */
export const mostFrameBytes = 1024 * 1024;
/** A new one for each line: nobody can have signed over it before. */
export const newChallenge = (): string => randomBytes(32).toString('base64url');

/** `too-large`, `malformed`, `unknown-key`, `bad-signature`, `other-session`, `out-of-order`: the line is cut. What was in the frame is not in the error. */
export class BrokenFrame extends Error {
  override readonly name = 'BrokenFrame';
  readonly code: string;
  constructor(code: string) {
    super(`a frame is refused: ${code}`);
    this.code = code;
  }
}

/** Signs the frames of one line, one after another. */
export function openSpeaker({ kid, privateKey }: { readonly kid: string; readonly privateKey: KeyObject }): (session: string, frame: object) => string {
  const head = partOf({ alg: 'EdDSA', typ: frameType, kid });
  let next = 0;
  return (session, frame) => {
    const signed = `${head}.${partOf({ ...frame, session, count: next })}`;
    const whole = `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
    if (whole.length > mostFrameBytes) throw new BrokenFrame('too-large');
    next += 1;
    return whole;
  };
}

export interface Heard<F> { readonly frame: F; readonly kid: string; readonly session: string }

/**
 * Reads the frames of one line, one after another: each by the same key as the first, for the session that is named, with the next count.
 * @param keyOf undefined: a key that nobody is known by
 */
export function openHearer<F extends z.ZodType>(schema: F, keyOf: (kid: string) => KeyObject | undefined): (text: string, session: string | 'whatever-it-says') => Heard<z.output<F>> {
  let next = 0;
  let by: string | undefined;
  return (text, session) => {
    if (text.length > mostFrameBytes) throw new BrokenFrame('too-large');
    const [head = '', payload = '', signature = '', ...more] = text.split('.');
    const read = header.safeParse(jsonOf(head));
    if (!read.success || more.length > 0) throw new BrokenFrame('malformed');
    const { kid } = read.data;
    const key = by === undefined || by === kid ? keyOf(kid) : undefined;
    if (!key) throw new BrokenFrame('unknown-key');
    if (!verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))) throw new BrokenFrame('bad-signature');
    const { session: said, count, ...frame } = parsed(envelope, jsonOf(payload));
    if (session !== 'whatever-it-says' && said !== session) throw new BrokenFrame('other-session');
    if (count !== next) throw new BrokenFrame('out-of-order');
    by = kid;
    next += 1;
    return { frame: parsed(schema, frame), kid, session: said };
  };
}

/** By whose key a frame says it was signed: believed by nobody, but who that is can be looked up before it is heard. @throws BrokenFrame */
export function signerOf(text: string): string {
  if (text.length > mostFrameBytes) throw new BrokenFrame('too-large');
  return parsed(header, jsonOf(text.split('.', 1)[0] ?? '')).kid;
}

const frameType = 'eid-agent';
const header = z.strictObject({ alg: z.literal('EdDSA'), typ: z.literal(frameType), kid: z.string().min(1).max(120) });
const envelope = counted.loose();

function parsed<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const read = schema.safeParse(given);
  if (!read.success) throw new BrokenFrame('malformed');
  return read.data;
}

const partOf = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    throw new BrokenFrame('malformed');
  }
}
