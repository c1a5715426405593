import { webcrypto, KeyObject } from 'node:crypto';
import { makeTestCertificate, makeTestKeys } from './test-certificates.ts';
import { aToken } from './test-forgeries.ts';
import { identity, judging } from './test-judging.ts';
import { makeTestPartner, type TestPartner } from './test-partner.ts';

const now = Date.parse('2026-11-25T10:00:00Z');
const day = 86_400_000;
const valid = { from: new Date(now - day), to: new Date(now + day) };
let partner: TestPartner;
let stranger: TestPartner;
beforeAll(async () => {
  partner = await makeTestPartner('FSB', now);
  stranger = await makeTestPartner('FSB', now);
});

const { aMessage, refusal } = judging(() => partner, now);

describe('certificates', () => {
  const leaf = async (overrides: Partial<Parameters<typeof makeTestCertificate>[0]> = {}) => identity(await makeTestCertificate({ name: 'CN=FSB, O=Test, C=BE', issuer: partner.intermediate, ...valid, ...overrides }));
  const noChain = 'wss.untrusted-certificate · Security/BinarySecurityToken: no chain of valid certificates leads to a configured root';
  const notForMessages = 'wss.untrusted-certificate · Security/BinarySecurityToken: a certificate that is not meant to sign messages';

  test('of the partner, issued anew, is believed', async () => {
    expect(await refusal(aMessage(await leaf()))).toBe('believed');
  });

  test('self-made with the right name is not', async () => {
    expect(await refusal(aMessage(identity(await makeTestCertificate({ name: 'CN=FSB, O=Test, C=BE', ...valid }))))).toBe(noChain);
  });

  test('from another root with the same names is not', async () => {
    expect(await refusal(aMessage(identity(stranger.leaf)))).toBe(noChain);
  });

  test('of somebody else under the same root is not', async () => {
    expect(await refusal(aMessage(await leaf({ name: 'CN=Other, O=Test, C=BE' })))).toMatch(/^wss\.wrong-certificate/);
  });

  test('that has ended or not yet begun is not', async () => {
    expect(await refusal(aMessage(await leaf({ to: new Date(now - 1_000) })))).toBe(noChain);
    expect(await refusal(aMessage(await leaf({ from: new Date(now + 1_000) })))).toBe(noChain);
  });

  test('under an intermediate that has ended is not', async () => {
    const ended = await makeTestCertificate({ name: 'CN=Old, C=BE', issuer: partner.root, ca: {}, from: valid.from, to: new Date(now - 1_000) });
    const trusted = { ...partner.trusted, intermediates: [ended.certificatePem] };
    expect(await refusal(aMessage(await leaf({ issuer: ended })), { partner: trusted })).toBe(noChain);
  });

  test('under a root that has ended is not', async () => {
    const ended = await makeTestCertificate({ name: 'CN=Old root, C=BE', ca: {}, from: valid.from, to: new Date(now - 1_000) });
    const under = async (issuer: typeof ended) => refusal(aMessage(await leaf({ issuer })), { partner: { ...partner.trusted, roots: [issuer.certificatePem] } });
    expect([await under(partner.root), await under(ended)]).toEqual(['believed', noChain]);
  });

  test('issued by what is no authority, or has a key that may not vouch, is not', async () => {
    for (const issuer of [
      await makeTestCertificate({ name: 'CN=No authority, C=BE', issuer: partner.root, usage: ['keyCertSign'], ...valid }),
      await makeTestCertificate({ name: 'CN=No voucher, C=BE', issuer: partner.root, ca: {}, usage: ['digitalSignature'], ...valid }),
    ]) {
      const trusted = { ...partner.trusted, intermediates: [issuer.certificatePem] };
      expect(await refusal(aMessage(await leaf({ issuer })), { partner: trusted })).toBe(noChain);
    }
  });

  test('issued by a leaf is not, even when the leaf comes along', async () => {
    const grandchild = await leaf({ issuer: partner.leaf });
    const trusted = { ...partner.trusted, intermediates: [partner.intermediate.certificatePem, partner.leaf.certificatePem] };
    expect(await refusal(aMessage(grandchild), { partner: trusted })).toBe(noChain);
  });

  test('under an authority that may have none below it is not', async () => {
    const second = await makeTestCertificate({ name: 'CN=Second, C=BE', issuer: partner.intermediate, ca: {}, ...valid });
    const trusted = { ...partner.trusted, intermediates: [partner.intermediate.certificatePem, second.certificatePem] };
    expect(await refusal(aMessage(await leaf({ issuer: second })), { partner: trusted })).toBe(noChain);
  });

  test('are followed through five authorities and no more', async () => {
    const keys = await makeTestKeys();
    const chain = [partner.root];
    for (const name of ['CN=1', 'CN=2', 'CN=3', 'CN=4', 'CN=5', 'CN=6']) chain.push(await makeTestCertificate({ name, issuer: chain.at(-1) ?? partner.root, ca: {}, keys, ...valid }));
    const trusted = { ...partner.trusted, intermediates: chain.slice(1).map(({ certificatePem }) => certificatePem) };
    const under = async (depth: number) => refusal(aMessage(await leaf({ issuer: chain[depth] ?? partner.root })), { partner: trusted });
    expect([await under(5), await under(6)]).toEqual(['believed', noChain]);
  });

  test('of an authority, or not for signatures, signs no messages', async () => {
    expect(await refusal(aMessage(identity(partner.intermediate)))).toBe(notForMessages);
    expect(await refusal(aMessage(await leaf({ ca: {}, usage: ['keyCertSign', 'digitalSignature'] })))).toBe(notForMessages);
    expect(await refusal(aMessage(await leaf({ usage: ['keyEncipherment'] })))).toBe(notForMessages);
  });

  test('with a mandatory extension that nobody knows is not believed', async () => {
    const extension = (critical: boolean) => [{ oid: '1.2.3.4', critical, value: new Uint8Array([5, 0]) }];
    expect(await refusal(aMessage(await leaf({ extensions: extension(true) })))).toBe(noChain);
    expect(await refusal(aMessage(await leaf({ extensions: extension(false) })))).toBe('believed');
  });

  test('with a short key, or a key that is not RSA, are not believed', async () => {
    const weak = /^wss\.weak-algorithm · Security\/BinarySecurityToken/;
    expect(await refusal(aMessage(await leaf({ keys: await makeTestKeys(1024) })))).toMatch(weak);
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    expect(KeyObject.from(keys.publicKey).asymmetricKeyType).toBe('ec');
    expect(await refusal(aMessage(await leaf({ keys })))).toMatch(weak);
  });

  test('exchanged for another one of the same partner after signing, is noticed', async () => {
    const other = await leaf();
    expect(await refusal(aMessage({ afterwards: (xml) => xml.replace(aToken(partner.leaf.certificatePem), aToken(other.certificatePem)) }))).toMatch(/^wss\.altered · Signature:/);
  });
});
