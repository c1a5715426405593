import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { howToGet, onPath, postgresql, systemPackages } from './packages.ts';
import type { SystemPackage } from './packages.ts';

const help = `Usage: node tools/system-packages/system-packages.ts [--help]

Sees that the system packages that the system test suites need are there:
${systemPackages.map(({ name, debian }) => `  ${name} (Debian: ${debian.join(' or ')})`).join('\n')}
Run as root on a system with apt-get, it installs what is missing.
Exit code 0: all are there; 1: something is missing; 2: wrong use.
`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const names = (packages: readonly SystemPackage[]): string => packages.map(({ name }) => name).join(', ');

const missing = (): SystemPackage[] => systemPackages.filter((wanted) => wanted.find() === undefined);

function run(program: string, ...args: string[]): boolean {
  say(`system packages: ${[program, ...args].join(' ')}`);
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function debianPackage({ debian }: SystemPackage): string {
  const known = debian.find((name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0);
  return known ?? debian[0];
}

// Debian's PostgreSQL makes and starts a cluster when it is installed; the suites make their own, so hold that back
// during the installation only.
function withoutMainCluster(install: () => boolean): boolean {
  const file = '/etc/postgresql-common/createcluster.d/eid-system-tests.conf';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
  try {
    return install();
  } finally {
    rmSync(file, { force: true });
  }
}

function install(wanted: readonly SystemPackage[]): void {
  say(`system packages: ${names(wanted)} missing, installing`);
  if (!run('apt-get', 'update')) say('system packages: apt-get update failed, going on with the package lists that are here');
  const installAll = (): boolean =>
    run('apt-get', 'install', '-y', '--no-install-recommends', ...wanted.map(debianPackage));
  const done = wanted.includes(postgresql) ? withoutMainCluster(installAll) : installAll();
  if (!done) say('system packages: apt-get install failed');
}

function main(args: readonly string[]): number {
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  if (args.length > 0) {
    process.stderr.write(help);
    return 2;
  }
  const wanted = missing();
  if (wanted.length > 0 && process.getuid?.() === 0 && onPath('apt-get') !== undefined) install(wanted);
  const left = missing();
  for (const one of left) process.stderr.write(`${howToGet(one)}\n`);
  if (left.length === 0) say(`system packages: ${names(systemPackages)} present`);
  return left.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
