import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface SystemPackage {
  name: string;
  /** Debian packages that bring it; the first one that the package lists know is installed. */
  debian: readonly [string, ...string[]];
  /** The program that shows that it is there; undefined when it is missing. */
  find: () => string | undefined;
}

/** Where a program is on PATH. */
export function onPath(program: string): string | undefined {
  const found = spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8' });
  const path = found.status === 0 ? found.stdout.trim() : '';
  return path === '' ? undefined : path;
}

const major = (initdb: string): number => Number(basename(dirname(dirname(initdb))));

// Debian keeps the server programs of PostgreSQL out of PATH, one folder for each major version.
function findInitdb(): string | undefined {
  return globSync('/usr/lib/postgresql/*/bin/initdb').toSorted((a, b) => major(b) - major(a))[0];
}

function findNatsServer(): string | undefined {
  return onPath('nats-server') ?? (existsSync('/usr/sbin/nats-server') ? '/usr/sbin/nats-server' : undefined);
}

export const postgresql: SystemPackage = {
  name: 'postgresql', debian: ['postgresql-15', 'postgresql'], find: findInitdb,
};

export const natsServer: SystemPackage = {
  name: 'nats-server', debian: ['nats-server'], find: findNatsServer,
};

/** Shows what the operating system was asked, and in which order. */
export const strace: SystemPackage = { name: 'strace', debian: ['strace'], find: () => onPath('strace') };

/** Signs and verifies XML without a line of ours. */
export const xmlsec: SystemPackage = { name: 'xmlsec1', debian: ['xmlsec1'], find: () => onPath('xmlsec1') };

/** Reads, validates and canonicalizes XML without a line of ours. */
export const xmllint: SystemPackage = { name: 'xmllint', debian: ['libxml2-utils'], find: () => onPath('xmllint') };

/** A SOAP client without a line of ours. Debian's Python finds it, others on PATH do not. */
export const zeep: SystemPackage = {
  name: 'python3-zeep', debian: ['python3-zeep'], find: () => (existsSync('/usr/lib/python3/dist-packages/zeep/__init__.py') ? '/usr/bin/python3' : undefined),
};

/** Lets that client sign what it says. */
export const pythonXmlsec: SystemPackage = {
  name: 'python3-xmlsec', debian: ['python3-xmlsec'], find: () => globSync('/usr/lib/python3/dist-packages/xmlsec*.so')[0],
};

/** Reads PDF, and the structure in it, without a line of ours. */
export const pdfinfo: SystemPackage = { name: 'pdfinfo', debian: ['poppler-utils'], find: () => onPath('pdfinfo') };

/** A browser, for pages that people use. The same one without windows of its own costs half the work; where only the whole one is, that does. */
export const chromium: SystemPackage = {
  name: 'chromium', debian: ['chromium-headless-shell', 'chromium'], find: () => onPath('chromium-headless-shell') ?? onPath('chromium'),
};

const vpcdDriver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** The service behind PC/SC: programs and readers meet there. */
export const pcscd: SystemPackage = { name: 'pcscd', debian: ['pcscd'], find: () => onPath('pcscd') ?? (existsSync('/usr/sbin/pcscd') ? '/usr/sbin/pcscd' : undefined) };

/** Card readers that are none: what is put in comes over a socket. */
export const vpcd: SystemPackage = { name: 'vpcd', debian: ['vsmartcard-vpcd'], find: () => (existsSync(vpcdDriver) ? vpcdDriver : undefined) };

/** Reads Belgian cards, and others, without a line of ours. */
export const opensc: SystemPackage = { name: 'opensc', debian: ['opensc'], find: () => onPath('opensc-tool') };

/** Wakes the loopback of a network that belongs to one test run alone. */
export const iproute: SystemPackage = { name: 'ip', debian: ['iproute2'], find: () => onPath('ip') ?? (existsSync('/usr/sbin/ip') ? '/usr/sbin/ip' : undefined) };

export const systemPackages: readonly SystemPackage[] = [postgresql, natsServer, strace, xmlsec, xmllint, zeep, pythonXmlsec, pdfinfo, chromium, pcscd, vpcd, opensc, iproute];

export function howToGet({ name, debian }: SystemPackage): string {
  return `${name} is missing. Install the Debian package ${debian.join(' or ')}, or run \`npm run test:all\` as root, which installs it.`;
}

/** The program of a package; a missing package is an error, so that no suite passes without it. */
export function demand(wanted: SystemPackage): string {
  const program = wanted.find();
  if (program === undefined) throw new Error(howToGet(wanted));
  return program;
}
