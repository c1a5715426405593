import { headersOf } from './outward-headers.ts';

const call = { traceId: 'a-trace', actor: 'official:els.peeters', dossier: null };

test('another system is told the step of ours that asks while we make traces, and else only the trace', () => {
  expect(headersOf(call)).toEqual({ 'belgov-trace-id': 'a-trace', 'requested-by': 'official%3Aels.peeters' });
  expect(headersOf({ ...call, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' })).toMatchObject({ 'belgov-trace-id': 'a-trace', 'traceparent': '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
});
