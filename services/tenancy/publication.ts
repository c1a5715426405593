import { z } from 'zod';
import type { Scope } from '#services/kernel/contract.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { secretReference } from '#services/kernel/secret.ts';

/** What a municipality offers to its own back-office. Nothing, unless it says so. */
export interface Publication {
  /** Actions by name, or all that have a public address. Those of a plugin that is off are not published while it is. */
  readonly soap: readonly string[] | 'all';
  /** Systems that sign their messages; others show a bearer token. */
  readonly systems?: readonly BackOfficeSystem[];
}

/** A system of the back-office and what it may. */
export interface BackOfficeSystem {
  /** Goes into history and audit: `system:population-register`. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the certificate that it signs with, in hexadecimal with colons. */
  readonly fingerprint256: string;
  /** Where the certificates (PEM) of the authorities stand that vouch for it: `file:/path` or `env:NAME`. */
  readonly trustRoots: string;
}

const system = z.strictObject({
  actor: z.string().regex(/^system:[a-z0-9][a-z0-9.-]{0,59}$/, 'a system is named system:<lower-case letters, digits, dots and hyphens>').describe('Goes into history and audit: `system:population-register`.'),
  scopes: z.array(z.string().regex(/^[a-z][a-z0-9-]*:(\*|[a-z][A-Za-z0-9-]*)$/, 'a scope is area:what or area:*')).min(1).describe('What it may.'),
  fingerprint256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/i, 'a fingerprint has 32 bytes in hexadecimal with colons').describe('SHA-256 of the certificate that it signs with, in hexadecimal with colons.'),
  trustRoots: secretReference.describe('Where the certificates (PEM) of the authorities stand that vouch for it: `file:/path` or `env:NAME`.'),
});
export const publicationSchema = z.strictObject({
  soap: z.union([z.literal('all'), z.array(z.string())]).describe('Actions by name, or all that have a public address.'),
  systems: z.array(system).optional().describe('Systems that sign their messages; others show a bearer token.'),
});

export function isPublished({ soap }: Publication, action: string): boolean {
  return soap === 'all' || soap.includes(action);
}

/** What is wrong with what a municipality publishes, one sentence each. */
export function publicationProblems(given: Publication, plugins: readonly Pick<AnyPlugin, 'routes'>[]): string[] {
  const { error } = publicationSchema.safeParse(given);
  if (error) return error.issues.map(({ path, message }) => `publish, ${path.join('.')}: ${message}`);
  const { soap, systems = [] } = given;
  const names = soap === 'all' ? [] : soap;
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `publish.soap names '${name}' twice`),
    ...names.filter((name) => !plugins.some(({ routes }) => routes?.some(({ action }) => action === name))).map((name) => `publish.soap names '${name}', which no plugin offers to the outside`),
    ...systems.filter(({ fingerprint256 }, index) => systems.findIndex((other) => isSame(other.fingerprint256, fingerprint256)) !== index).map(({ actor }) => `publish.systems: '${actor}' signs with the certificate of another system`),
  ];
}

/**
 * A signed message does not say for which municipality it is meant. So a certificate means one of them, or what is sent to one could be sent on to another.
 */
export function sharedCertificates(all: readonly { readonly id: string; readonly publish?: Publication }[]): string[] {
  const pinned = all.flatMap(({ id, publish }) => (publish?.systems ?? []).map(({ actor, fingerprint256 }) => ({ id, actor, fingerprint256 })));
  return pinned.filter((one, index) => pinned.findIndex((other) => other.id !== one.id && isSame(other.fingerprint256, one.fingerprint256)) > index)
    .map(({ id, actor }) => `municipality '${id}': the certificate of '${actor}' is that of a system of another municipality too`);
}

const isSame = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();
