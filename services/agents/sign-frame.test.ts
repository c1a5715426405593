import { generateKeyPairSync, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { isProven, privateKeyFrom, proveKey, readPublicKey, tellPublicKey } from './frame-keys.ts';
import { fromAgent } from './frames.ts';
import { BrokenFrame, mostFrameBytes, newChallenge, openHearer, openSpeaker } from './sign-frame.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const state = { cardReader: 'ready', pinpad: false, fingerprints: 'ready', waiting: 0 } as const;
const session = newChallenge();
const keyOf = (kid: string) => (kid === 'tablet' ? publicKey : undefined);
const frame = { frame: 'state', state };
const say = () => { const speak = openSpeaker({ kid: 'tablet', privateKey }); return () => speak(session, frame); };
const hear = () => { const read = openHearer(fromAgent, keyOf); return (text: string) => read(text, session); };
const refused = (code: string) => expect.objectContaining({ name: 'BrokenFrame', code });
const thrownBy = (act: () => unknown): unknown => { try { return act(); } catch (error) { return error; } };

test('frames are read as they were said, in their order', () => {
  const [speak, read] = [say(), hear()];
  expect([speak(), speak(), speak()].map((text) => read(text).frame)).toEqual([frame, frame, frame]);
});

test('a frame that comes again, or of which one before it was held back, is refused', () => {
  const [speak, read, late] = [say(), hear(), hear()];
  const [first, second] = [speak(), speak()];
  read(first);
  expect(thrownBy(() => read(first))).toEqual(refused('out-of-order'));
  expect(thrownBy(() => late(second))).toEqual(refused('out-of-order'));
});

test('a frame of another session, of another key or of a key that nobody is known by is refused', () => {
  expect(thrownBy(() => hear()(openSpeaker({ kid: 'tablet', privateKey })(newChallenge(), frame)))).toEqual(refused('other-session'));
  expect(thrownBy(() => hear()(openSpeaker({ kid: 'tablet', privateKey: stranger.privateKey })(session, frame)))).toEqual(refused('bad-signature'));
  expect(thrownBy(() => hear()(openSpeaker({ kid: 'nobody', privateKey })(session, frame)))).toEqual(refused('unknown-key'));
});

test('a line that began by one key does not go on by another, though both are known', () => {
  const read = openHearer(fromAgent, (kid) => (kid === 'other' ? stranger.publicKey : publicKey));
  read(say()(), session);
  const other = openSpeaker({ kid: 'other', privateKey: stranger.privateKey });
  other(session, frame);
  expect(thrownBy(() => read(other(session, frame), session))).toEqual(refused('unknown-key'));
});

test.each([
  ['another algorithm', { alg: 'none', typ: 'eid-agent', kid: 'tablet' }], ['another kind of token', { alg: 'EdDSA', typ: 'JWT', kid: 'tablet' }],
  ['a header that nobody agreed on', { alg: 'EdDSA', typ: 'eid-agent', kid: 'tablet', crit: ['b64'], b64: false }],
])('a frame with %s is refused', (_title, header) => {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const signed = `${part(header)}.${part({ ...frame, session, count: 0 })}`;
  expect(thrownBy(() => hear()(`${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`))).toEqual(refused('malformed'));
});

test.each(['', 'hello', '..', 'e30.e30.', `${'a'.repeat(20)}.b.c.d`])('what is no frame is refused: "%s"', (text) => {
  expect(thrownBy(() => hear()(text))).toEqual(refused('malformed'));
});

test('a frame that is changed by one letter is refused', () => {
  const text = say()();
  const at = text.indexOf('.') + 10;
  expect(thrownBy(() => hear()(`${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`))).toEqual(refused('bad-signature'));
});

test('a frame of more than a megabyte is neither said nor heard', () => {
  const large = { frame: 'deliver', payload: { a: 'x'.repeat(mostFrameBytes) } };
  expect(thrownBy(() => openSpeaker({ kid: 'tablet', privateKey })(session, large))).toEqual(refused('too-large'));
  expect(thrownBy(() => hear()('a'.repeat(mostFrameBytes + 1)))).toEqual(refused('too-large'));
});

test('a refusal holds nothing of the frame', () => {
  const read = openHearer(fromAgent, keyOf);
  const error = thrownBy(() => read(openSpeaker({ kid: 'tablet', privateKey })(session, { frame: 'planted-value' }), session));
  expect(error).toBeInstanceOf(BrokenFrame);
  expect(inspect(error)).not.toContain('planted-value');
});

test('a key is proven for one code of one municipality, however the code is typed', () => {
  const proof = proveKey(privateKey, { nis: '44021', code: 'ABCDE-FGHJK' });
  const mine = tellPublicKey(publicKey);
  expect(isProven(proof, mine, { nis: '44021', code: 'abcde fghjk' })).toBe(true);
  expect(isProven(proof, mine, { nis: '44022', code: 'ABCDE-FGHJK' })).toBe(false);
  expect(isProven(proof, mine, { nis: '44021', code: 'ABCDE-FGHJJ' })).toBe(false);
  expect(isProven(proof, tellPublicKey(stranger.publicKey), { nis: '44021', code: 'ABCDE-FGHJK' })).toBe(false);
});

test('a derived key is the same each time, and told as RFC 8037 tells it', () => {
  // RFC 8037, appendix A.1 and A.2.
  const seed = Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url');
  expect(tellPublicKey(privateKeyFrom(seed))).toBe('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
  expect(tellPublicKey(readPublicKey('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'))).toBe('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
});
