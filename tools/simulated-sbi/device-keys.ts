import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';

/** How a device signs: its private key, and the certificates it sends along, its own first. All PEM. */
export interface SigningKey { readonly privateKey: string; readonly chain: readonly string[] }

export interface DeviceKeys {
  /** Of the maker's authority: what an agent is told to believe. */
  readonly provider: string;
  readonly device: SigningKey;
  /** The same key, with a certificate that has ended. */
  readonly ended: SigningKey;
  /** The same key, vouched for by an authority that is called like the maker's and is not. */
  readonly foreign: SigningKey;
}

const day = 86_400_000;
const signingKey = z.strictObject({ privateKey: z.string(), chain: z.array(z.string()).min(1) });
const keyFile = z.strictObject({ provider: z.string(), device: signingKey, ended: signingKey, foreign: signingKey });

export interface MadeFor { readonly maker: string; readonly now: number }

/** A maker's root and the authority below it that gives certificates to devices, and one device. Clearly no real maker. */
export async function makeDeviceKeys({ maker, now }: MadeFor): Promise<DeviceKeys> {
  const [from, to] = [new Date(now - 2 * day), new Date(now + 3_650 * day)];
  const rootName = `CN=TEST ${maker} Root, O=TEST ${maker}`;
  const root = await makeTestCertificate({ name: rootName, from, to, ca: { pathLength: 1 } });
  const authority = await makeTestCertificate({ name: `CN=TEST ${maker} Devices, O=TEST ${maker}`, issuer: root, from, to, ca: { pathLength: 0 } });
  const name = `CN=TEST ${maker} Device, O=TEST ${maker}`;
  const device = await makeTestCertificate({ name, issuer: authority, from, to });
  const { keys } = device;
  const ended = await makeTestCertificate({ name, issuer: authority, from, to: new Date(now - day), keys });
  const pretender = await makeTestCertificate({ name: rootName, from, to, ca: { pathLength: 1 }, keys });
  const foreign = await makeTestCertificate({ name, issuer: pretender, from, to, keys });
  const signing = (...chain: readonly { certificatePem: string }[]): SigningKey => ({ privateKey: device.privateKeyPem, chain: chain.map(({ certificatePem }) => certificatePem) });
  return { provider: root.certificatePem, device: signing(device, authority), ended: signing(ended, authority), foreign: signing(foreign, pretender) };
}

/** Those of the folder, so that a simulated device stays itself; made when they are first needed, with the maker's certificate beside them in `provider.pem`. */
export async function keysOf(folder: string, made: MadeFor): Promise<DeviceKeys> {
  const file = join(folder, 'device-keys.json');
  try {
    return keyFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  const keys = await makeDeviceKeys(made);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'provider.pem'), keys.provider);
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}

/** SHA-256 of a certificate, as an administrator compares it. */
export const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

const isAbsent = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
