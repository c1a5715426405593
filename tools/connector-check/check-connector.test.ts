import { z } from 'zod';
import { openToyOffice, toyFailures, toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { defineConnector, defineLive, type Finding } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import { secretReference, type ReadSecret } from '#services/kernel/secret.ts';
import { defineMunicipality, live, sandbox, type ChosenConnector } from '#services/tenancy/municipality.ts';
import { checkConnector } from './check-connector.ts';

const missing = failures('secret', { missing: { status: 503, retry: 'safe', title: 'A secret cannot be read.' } });
const not = () => Promise.reject(toyFailures.refused());

const verdictOn = (chosen: ChosenConnector, findings: readonly Finding[] = [], secret: ReadSecret = () => 'pass-phrase') => {
  const office = defineConnector(toyOffice, {
    title: 'Toy office', config: z.strictObject({}), sandbox: openToyOffice,
    live: defineLive(z.strictObject({ url: z.url(), passPhrase: secretReference }), {
      open: () => ({ given: not, giveKeyed: not, giveParked: not, announce: not, giveLooked: { perform: not, lookUp: not } }),
      check: async (env) => { env.secret(env.config.passPhrase); return findings; },
    }),
  });
  const town = defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [chosen] });
  return checkConnector(town, 'toy-office', { offer: { plugins: [], connectors: [office] }, secret, realNow: () => 0, fetch: globalThis.fetch, publicUrl: 'https://house.example' });
};
const settings = { url: 'https://office.example', passPhrase: 'env:OFFICE' };

test('a connector of which everything is found right is right', async () => {
  const { ok, lines } = await verdictOn(live(toyOffice, settings), [{ what: 'reachability', ok: true, says: 'it answers' }]);
  expect([ok, lines]).toEqual([true, ['ok     configuration  Toy office: complete', 'ok     reachability   it answers']]);
});

test('one thing that is wrong makes it wrong, and says what', async () => {
  const { ok, lines } = await verdictOn(live(toyOffice, settings), [{ what: 'certificate', ok: false, says: 'it holds until tomorrow' }]);
  expect([ok, lines.at(-1)]).toEqual([false, 'WRONG  certificate    it holds until tomorrow']);
});

test('a secret that is missing is named by its reference', async () => {
  const { ok, lines } = await verdictOn(live(toyOffice, settings), [], (reference) => { throw missing.missing({ issues: [{ in: 'body', name: reference, detail: 'nothing stands there' }] }); });
  expect([ok, lines.at(-1)]).toEqual([false, expect.stringContaining('env:OFFICE: nothing stands there')]);
});

test('a setting that is wrong is named, a secret that is written in it is not repeated', async () => {
  const { ok, lines } = await verdictOn(live(toyOffice, { ...settings, passPhrase: 's3cret-word' }));
  expect([ok, lines.join()]).toEqual([false, expect.stringContaining('passPhrase')]);
  expect(lines.join()).not.toContain('s3cret-word');
});

test('a sandbox inside the middleware needs nothing', async () => {
  expect((await verdictOn(sandbox(toyOffice))).ok).toBe(true);
});
