import * as fc from 'fast-check';
import { compactVerify, importX509 } from 'jose';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import type { After } from '#tools/device-agent/sbi/after.ts';
import { makeDeviceKeys, type DeviceKeys } from './device-keys.ts';
import { drawRidges } from './draw-ridges.ts';
import { openSimulatedSbi, type SimulatedSbi } from './open-simulated-sbi.ts';
import { readFingers, readNext } from './read-options.ts';
import { writePrint } from './write-print.ts';

/** The simulated device by itself, asked by hand and read with a library of others: not with the agent's own code. */

const now = Date.UTC(2026, 10, 24, 9);
const atOnce: After = (_ms, then) => { const soon = setImmediate(then); return () => clearImmediate(soon); };
const none = createHash('sha256').digest('hex').toUpperCase();

let keys: DeviceKeys;
let device: SimulatedSbi;
beforeAll(async () => { keys = await makeDeviceKeys({ maker: 'Maker', now }); });
beforeEach(async () => { device = await openSimulatedSbi({ keys, now: () => now, after: atOnce, kind: 'Slap' }); });
afterEach(() => device.close());

const ask = (method: string, path: string, body: string | object): Promise<{ status: number | undefined; json: unknown }> => new Promise((resolve, reject) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  request({ host: '127.0.0.1', port: device.port, method, path, agent: false, headers: { 'content-length': Buffer.byteLength(text) } }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ status: answer.statusCode, json: JSON.parse(Buffer.concat(chunks).toString()) }));
  }).on('error', reject).end(text);
});

const bio = (overrides: object = {}) => ({ type: 'Finger', count: '2', bioSubType: ['Left IndexFinger', 'Left RingFinger'], exception: ['Left MiddleFinger'], requestedScore: '40', deviceId: 'simulated-000000000001', deviceSubId: '1', previousHash: none, ...overrides });
const capture = (overrides: object = {}, bioOverrides: object = {}) => ask('RCAPTURE', '/capture', {
  env: 'Developer', purpose: 'Registration', specVersion: '0.9.5', timeout: '10000', captureTime: new Date(now).toISOString(), transactionId: 'T-01', bio: [bio(bioOverrides)], ...overrides,
});
const captured = z.object({ biometrics: z.array(z.object({ data: z.string(), hash: z.string(), error: z.object({ errorCode: z.string() }) })) });
const described = z.tuple([z.looseObject({ digitalId: z.string().default(''), deviceInfo: z.string().default('') })]);
const codes = ({ json }: { json: unknown }) => captured.parse(json).biometrics.map(({ error }) => error.errorCode);

const signed = z.looseObject({ digitalId: z.string().default(''), bioValue: z.string().default('') });
async function readSigned(token: string): Promise<z.output<typeof signed>> {
  const key = await importX509(keys.device.chain[0] ?? '', 'RS256');
  return signed.parse(JSON.parse(Buffer.from((await compactVerify(token, key)).payload).toString()));
}

test('who the device is, is said without a signature when it is looked for and with one when it is asked', async () => {
  const [found] = described.parse((await ask('MOSIPDISC', '/device', { type: 'Finger' })).json);
  const [{ deviceInfo }] = described.parse((await ask('MOSIPDINFO', '/info', {})).json);
  const info = await readSigned(deviceInfo);
  expect(info).toMatchObject({ deviceStatus: 'Ready', purpose: 'Registration', env: 'Developer', deviceSubId: ['1', '2', '3'] });
  expect(await readSigned(info.digitalId)).toMatchObject(JSON.parse(Buffer.from(found.digitalId, 'base64url').toString()));
});

test('fingers are captured in one chain, signed, each with what was asked', async () => {
  const { biometrics } = captured.parse((await capture()).json);
  let hash = Buffer.from(none, 'hex');
  for (const [index, { data, hash: said }] of biometrics.entries()) {
    const payload = await readSigned(data);
    expect(payload).toMatchObject({ bioType: 'Finger', bioSubType: bio().bioSubType[index], transactionId: 'T-01', requestedScore: '40' });
    const image = createHash('sha256').update(Buffer.from(payload.bioValue, 'base64url')).digest();
    hash = createHash('sha256').update(Buffer.concat([hash, image])).digest();
    expect(said).toBe(hash.toString('hex').toUpperCase());
  }
  expect(biometrics).toHaveLength(2);
});

test.each<[string, object, object, string]>([
  ['another environment', { env: 'Production' }, {}, '503'],
  ['a login', { purpose: 'Auth' }, {}, '503'],
  ['another version', { specVersion: '0.9.2' }, {}, '503'],
  ['another device', {}, { deviceId: 'other' }, '503'],
  ['another part of it', {}, { deviceSubId: '4' }, '503'],
  ['a finger of another hand', {}, { bioSubType: ['Right IndexFinger'], count: '1' }, '503'],
  ['an unknown finger', {}, { bioSubType: ['Left Toe'], count: '1' }, '503'],
  ['a finger twice', {}, { bioSubType: ['Left IndexFinger', 'Left IndexFinger'] }, '503'],
  ['a finger that is said to be impossible', {}, { exception: ['Left IndexFinger'] }, '503'],
  ['another number of fingers than it names', {}, { count: '3' }, '109'],
  ['a quality over 100', {}, { requestedScore: '101' }, '502'],
  ['a list of further options', { customOpts: [] }, {}, '502'],
  ['a hash in small letters', {}, { previousHash: none.toLowerCase() }, '502'],
  ['no transaction', { transactionId: '' }, {}, '112'],
  ['a transaction of more than 50 characters', { transactionId: 'a'.repeat(51) }, {}, '112'],
  ['a transaction with other characters', { transactionId: 'try_1' }, {}, '112'],
])('what asks for %s is refused by a code, and nothing is captured', async (_what, overrides, bioOverrides, code) => {
  expect(codes(await capture(overrides, bioOverrides))).toEqual([code]);
});

test('a request that cannot be read is refused by a code', async () => {
  expect(codes(await ask('RCAPTURE', '/capture', '{'))).toEqual(['502']);
});

test('a capture for a login and a moving picture are refused, and the device goes on', async () => {
  expect(codes(await ask('CAPTURE', '/capture', {}))).toEqual(['501']);
  expect((await ask('STREAM', '/stream', {})).json).toEqual({ error: expect.objectContaining({ errorCode: '501' }) });
  expect((await ask('GET', '/device', '')).status).toBe(404);
  expect((await ask('RCAPTURE', '/device', {})).status).toBe(404);
  expect(codes(await capture())).toEqual(['0', '0']);
});

test('bytes that are no request harm nobody', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(
      'GET / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n', 'RCAPTURE /capture HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'RCAPTURE /capture HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
      'RCAPTURE /capture HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}', 'MOSIPDISC /device HTTP/3\r\n\r\n', `GET /${'x'.repeat(20_000)}`,
    ).map((text) => Buffer.from(text)),
  ), async (bytes) => {
    await new Promise<void>((closed) => {
      const socket = connect(device.port, '127.0.0.1', () => { socket.end(bytes); });
      socket.resume().on('error', () => {}).on('close', () => closed());
    });
  }), { numRuns: 30 });
  expect(codes(await capture())).toEqual(['0', '0']);
});

describe('a print', () => {
  const at = new Date(now);
  test('is the same for the same seed and finger, and another one for another', () => {
    const print = (seed: number, position: number) => writePrint({ position, quality: 80, seed, at });
    expect(print(1, 7)).toEqual(print(1, 7));
    expect(print(1, 7).equals(print(2, 7))).toBe(false);
    expect(print(1, 7).equals(print(1, 2))).toBe(false);
  });
  test('has the fields of a record of ISO/IEC 19794-4, at the places of the standard', () => {
    const record = writePrint({ position: 7, quality: 63, seed: 1, at });
    expect(record.toString('hex', 0, 62)).toBe([
      '46495200', '30323000', record.length.toString(16).padStart(8, '0'), '0001', '00', '01',
      (record.length - 16).toString(16).padStart(8, '0'), '07ea', '0b', '18', '09', '00', '00', '0000', '00', '0000', '0000',
      '01', '3f', '0000', '0000', '07', '01', '01', '01f4', '01f4', '01f4', '01f4', '08', '06', '00', '0104', '0140', (record.length - 62).toString(16).padStart(8, '0'),
    ].join(''));
  });
  test('holds its image without loss', () => {
    const png = writePrint({ position: 7, quality: 63, seed: 1, at }).subarray(62);
    const idat = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(idat + 4, idat + 4 + png.readUInt32BE(idat - 4)));
    const back = Buffer.alloc(260 * 320);
    for (let y = 0; y < 320; y += 1) for (let x = 0; x < 260; x += 1) back[y * 260 + x] = ((rows[y * 261 + 1 + x] ?? 0) + (y === 0 ? 0 : back[(y - 1) * 260 + x] ?? 0)) & 0xff;
    expect(back.equals(drawRidges(1 * 16 + 7, 63).pixels)).toBe(true);
  });
});

test('what is said on the command line is taken whole or not at all', () => {
  expect(readFingers(['left-index=40', 'right-thumb=missing', 'left-thumb=100'])).toEqual([['left-index', 40], ['right-thumb', 'missing'], ['left-thumb', 100]]);
  for (const wrong of ['left-index', 'left-index=101', 'left-toe=3', 'left-index=4=5']) expect(readFingers(['left-index=40', wrong])).toBeUndefined();
  expect(readNext(['RCAPTURE=bad-signature', 'MOSIPDINFO=code:110'])).toEqual([['RCAPTURE', 'bad-signature'], ['MOSIPDINFO', 'code:110']]);
  for (const wrong of ['CAPTURE=garbage', 'RCAPTURE=nothing', 'RCAPTURE=code:x']) expect(readNext([wrong])).toBeUndefined();
});
