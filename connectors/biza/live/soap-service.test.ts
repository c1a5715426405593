import { join } from 'node:path';
import { inspect } from 'node:util';
import type { OutwardCall } from '#services/kernel/port.ts';
import { bizaFailures } from '../biza.port.ts';
import { eidNamespace, soapNamespace } from '../wire/names.ts';
import { soapService, type Carry } from './soap-service.ts';

const wsdl = join(import.meta.dirname, '..', 'wire', 'eid-service-v1.wsdl');
const call: OutwardCall = { key: '', actor: 'a', dossier: null, traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const secret = 'what stood in the envelope';
const ask = (carry: Carry) => soapService(wsdl, carry)('cardStatus', { context: { actor: 'a', traceId: 't' }, order: secret }, { kind: 'write', call, signal: call.signal });
const said = (content: string) => `<s:Envelope xmlns:s="${soapNamespace}"><s:Body>${content}</s:Body></s:Envelope>`;

test.each([
  ['a fault that slipped through', said(`<s:Fault><faultcode>s:Server</faultcode><faultstring>${secret}</faultstring></s:Fault>`)],
  ['what is no XML', `<a>${secret}`],
])('the library\'s error over %s, with the whole envelope in it, does not leave', async (_what, answer) => {
  const failure: unknown = await ask(() => Promise.resolve(answer)).catch((error: unknown) => error);
  expect(failure).toMatchObject({ type: 'biza.untrusted-answer', data: { retry: 'ambiguous' } });
  expect(inspect(failure, { depth: 12 })).not.toContain(secret);
});

test('what went wrong on the way arrives as it is', async () => {
  await expect(ask(() => Promise.reject(bizaFailures.unavailable()))).rejects.toMatchObject({ type: 'biza.unavailable' });
});

test('two calls at once each get their own answer', async () => {
  const status = (name: string) => said(`<e:cardStatusResponse xmlns:e="${eidNamespace}"><e:status>${name}</e:status></e:cardStatusResponse>`);
  const waiting: (() => void)[] = [];
  const service = soapService(wsdl, async (envelope) => {
    await new Promise<void>((resolve) => { waiting.push(resolve); if (waiting.length === 2) for (const go of waiting.toReversed()) go(); });
    return status(/ORD-[12]/.exec(envelope)?.[0] ?? '');
  });
  const one = (order: string) => service('cardStatus', { context: { actor: 'a', traceId: 't' }, order }, { kind: 'read', call, signal: call.signal });
  expect(await Promise.all([one('ORD-1'), one('ORD-2')])).toEqual([{ status: 'ORD-1' }, { status: 'ORD-2' }]);
});

test('a contract that cannot be read now may be read later; until then nothing is sent', async () => {
  let sent = 0;
  const service = soapService('/nowhere/at-all.wsdl', () => { sent += 1; return Promise.resolve(''); });
  for (const _time of [1, 2]) await expect(service('cardStatus', {}, { kind: 'write', call, signal: call.signal })).rejects.toMatchObject({ type: 'biza.unavailable', data: { retry: 'safe' } });
  expect(sent).toBe(0);
});
