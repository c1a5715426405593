import { matchesAny } from './match-path.ts';
import type { Deed } from './read-deeds.ts';

/**
 * The laws of the house as data; law 1 stands in layers.ts. Patterns are globs over the path from the root; an import's
 * target is such a path too, or `npm:zod`, or `node:fs`. Source: docs/architecture.md, 'Laws' and 'Style'.
 */

export const scanned = ['services', 'connectors', 'plugins', 'config', 'tools', 'moleculer.config.ts'];

export const tests = ['**/*.test.ts', '**/*.test-d.ts'];
export const isTest = (path: string): boolean => matchesAny(path, tests);

const wires = ['connectors/**/{live,sandbox}/**', 'connectors/sql-kit/**', 'services/gateway/**', 'tools/import-persons/**'];

/** Law 2: where each package may be imported. A package not in this table is free; so are tests. */
export const packages: ReadonlyMap<string, readonly string[]> = new Map([
  ['npm:moleculer', ['services/kernel/moleculer-adapter.ts', 'services/{bus,host,gateway,reach}/**', 'moleculer.config.ts', 'tools/bench/**']],
  ['npm:moleculer-web', ['services/gateway/**', 'tools/bench/**']],
  ...['npm:sequelize', 'npm:umzug', 'npm:pg', 'npm:tedious']
    .map((name): [string, string[]] => [name, ['services/store/**']]),
  ['node:sqlite', ['services/store/**', 'connectors/{sandbox-kit,sql-kit,*/live}/**', 'tools/{bench,chaos,ten-years}/**', 'tools/device-agent/keeping/**']],
  ['npm:nats', ['services/{bus,gateway/nats}/**', 'connectors/event-stream/live/**']],
  ['npm:jose', ['services/identity/**', 'connectors/**/{live,sandbox}/**']],
  ['npm:ws', ['services/agents/**', 'tools/device-agent/**']],
  ['npm:prom-client', ['services/observe/**']],
  ['npm:pino', ['services/{host,health}/**']],
  ...['npm:@xmldom/xmldom', 'npm:xml-crypto'].map((name): [string, string[]] => [name, ['services/wire-kit/**', ...wires]]),
  // Simulated cards have certificates of their own.
  ...['npm:@peculiar/x509', 'npm:reflect-metadata'].map((name): [string, string[]] => [name, ['services/wire-kit/**', ...wires, 'tools/simulated-card/**']]),
  // A sandbox reads SOAP by the kit: a mistake of the library must not be on both sides.
  ['npm:soap', ['connectors/**/live/**', 'services/gateway/**']],
  // Two implementations of OpenID Connect that know nothing of each other: one asks, the other one judges.
  ['npm:openid-client', ['connectors/login-kit/asking/**']],
  ['npm:oidc-provider', ['connectors/login-kit/serving/**']],
  ...['npm:mssql', 'npm:nodemailer', 'npm:smtp-server', 'npm:postal-mime', 'npm:pdfkit', 'npm:node-rsa', 'npm:xml2js', 'npm:fast-xml-parser']
    .map((name): [string, string[]] => [name, wires]),
  // A picture, on the page of a plugin too.
  ['npm:qr', [...wires, 'plugins/*/screens/**']],
]);

/** Law 3: files whose import must do nothing but define; and the calls, by their last name, that act on the world. */
const definitions = ['**/*.{port,contract,connector,plugin,store,states}.ts', '**/migrations/**'];
const actingCalls = new Set([
  'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'createServer', 'listen',
  'openSync', 'readFileSync', 'writeFileSync', 'new DatabaseSync', 'new Sequelize',
]);

export interface DeedRule {
  readonly law: 'law 2' | 'law 3' | 'law 4';
  readonly in: readonly string[];
  readonly free: readonly string[];
  readonly calls?: ReadonlySet<string>;
  readonly what: string;
  readonly todo: string;
}

/** Laws 2, 3 and 4: what a file may not do, and where. */
export const deeds: Readonly<Record<Deed['kind'], DeedRule>> = {
  'reads-environment': {
    // Tests, their house and the installer of system packages only pass it on to a child process.
    law: 'law 2', in: ['**'], free: ['config/environment.ts', 'tools/{system-packages,test-house}/**', ...tests],
    what: 'reads process.env', todo: 'read it in config/environment.ts and pass the value on',
  },
  'awaits-at-import': {
    law: 'law 3', in: definitions, free: tests,
    what: 'a definition awaits while it is imported', todo: 'await inside a function',
  },
  'calls-at-import': {
    law: 'law 3', in: definitions, free: tests, calls: actingCalls,
    what: 'while it is imported a definition calls', todo: 'call it inside a function',
  },
  'exports-default': { law: 'law 4', in: ['**'], free: [], what: 'exports a default', todo: 'export it by its name' },
  'exports-all': {
    law: 'law 4', in: ['**'], free: [],
    what: 'exports all of another file', todo: 'import from the file that owns the thing',
  },
};

/** Law 4: names that say nothing of what a file holds. */
export const emptyNames = new Set(['utils', 'helpers', 'common', 'types']);

/** Style 1: a file is one idea. Tables of texts and tests may be long. */
export const longest = { lines: 300, free: ['**/catalogue/**', ...tests] };

export interface Exception {
  readonly law: string;
  readonly path: string;
  /** Without a target the exception holds for the whole law in that file. */
  readonly target?: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [];
