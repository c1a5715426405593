import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkTree } from './check-tree.ts';

const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
let trees = 0;
afterAll(() => rmSync(root, { recursive: true }));

/** A tree with these files, each by its path and text. */
const aTree = (files: Record<string, string>): string => {
  trees += 1;
  const tree = join(root, String(trees));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return tree;
};

const found = (files: Record<string, string>): string[] =>
  checkTree(aTree(files)).map(({ path, line, law }) => `${path}:${line} ${law}`);

const importing = (target: string): string => `// é, so that bytes and characters differ\nimport { a } from '${target}';\n`;
const typeOf = (target: string): string => `import type { A } from '${target}';\n`;

const clean = {
  'services/kernel/plugin.ts': importing('zod'),
  'services/kernel/plugin.test.ts': importing('#services/store/open-store.ts'),
  'services/kernel/moleculer-adapter.ts': importing('moleculer'),
  'services/store/open-store.ts': importing('sequelize') + typeOf('#config/environment.ts'),
  'services/gateway/serve.ts': importing('moleculer-web') + importing('node:http'),
  'connectors/bpost/bpost.port.ts': importing('../../services/kernel/port.ts') + importing('#services/belgium/niss.ts'),
  'connectors/bpost/bpost.connector.ts': `${importing('./live/live-bpost.ts')}export const open = async () => fetch(await a);\n`,
  'connectors/bpost/live/live-bpost.ts': importing('soap') + importing('../bpost.port.ts'),
  'services/wire-kit/read-xml.ts': importing('#services/kernel/failure.ts') + importing('@xmldom/xmldom') + importing('node:crypto'),
  'connectors/rest-kit/ask-json.ts': importing('#services/wire-kit/post.ts') + importing('#services/kernel/failure.ts'),
  'connectors/bpost/wire/operations.ts': importing('#connectors/rest-kit/rest-operation.ts'),
  'connectors/bpost/live/ask-bpost.ts': importing('#connectors/rest-kit/ask-json.ts'),
  'connectors/bpost/bpost.system.test.ts': importing('#tools/system-packages/packages.ts'),
  'connectors/bpost/sandbox/serve.ts': importing('#services/wire-kit/ws-security/test-certificates.ts'),
  'services/gateway/read-soap.ts': importing('#services/wire-kit/read-xml.ts'),
  'plugins/request/request.contract.ts':
    importing('#plugins/payment/payment.contract.ts') + importing('#connectors/bpost/bpost.port.ts'),
  'plugins/request/request.plugin.ts': importing('./submit-request.ts'),
  'plugins/request/submit-request.ts': importing('#plugins/payment/payment.contract.ts'),
  'plugins/request/submit-request.test.ts': importing('#plugins/payment/payment.plugin.ts') + importing('jose'),
  'plugins/request/screens/status.page.ts': importing('#services/kernel/html.ts') + importing('#services/belgium/formats.ts') + importing('#plugins/payment/payment.contract.ts') + importing('./a.ts') + importing('../next-step-texts.ts') + importing('qr'),
  'config/environment.ts': 'export const port = process.env.PORT;\n',
  'config/catalogue.ts':
    importing('#plugins/request/request.plugin.ts') + importing('#connectors/bpost/bpost.connector.ts'),
  'config/catalogue/texts.ts': '// a text\n'.repeat(400),
  'tools/demo-population/fill.ts': importing('#connectors/crm/sandbox/people.ts'),
  'tools/simulated-sbi/device-keys.ts': importing('#services/wire-kit/ws-security/test-certificates.ts'),
  'tools/deal/deal.ts': "const child = { process: { env: 'x' } };\nexport const env = child.process.env;\n",
};

test('a tree that keeps all laws has no problems', () => {
  expect(checkTree(aTree(clean)).map(({ path, what }) => `${path} ${what}`)).toEqual([]);
});

test.each([
  ['the kernel imports no connector', 'services/kernel/a.ts', '#connectors/bpost/bpost.port.ts'],
  ['the kernel imports no other service', 'services/kernel/a.ts', '../store/open-store.ts'],
  ['the adapter, too, imports no plugin', 'services/kernel/moleculer-adapter.ts', '#plugins/request/submit-request.ts'],
  ['a connector imports no plugin', 'connectors/bpost/live/a.ts', '#plugins/request/request.contract.ts'],
  ['a connector imports no store', 'connectors/bpost/live/a.ts', '#services/store/open-store.ts'],
  ['a connector imports no configuration', 'connectors/bpost/a.ts', '../../config/environment.ts'],
  ['a port does no I/O', 'connectors/bpost/bpost.port.ts', 'node:fs'],
  ['a port imports no package but zod', 'connectors/bpost/bpost.port.ts', 'jose-extra'],
  ['a contract imports no action', 'plugins/request/request.contract.ts', './submit-request.ts'],
  ['a contract imports no store', 'plugins/request/request.contract.ts', '#services/store/open-store.ts'],
  ['a connector imports no tool', 'connectors/bpost/live/a.ts', '#tools/system-packages/packages.ts'],
  ['a system test of a connector imports no other tool', 'connectors/bpost/a.system.test.ts', '#tools/eid/a.ts'],
  ['the kit of the wires imports no port', 'services/wire-kit/a.ts', '../bpost/bpost.port.ts'],
  ['the kit of the wires imports no other kit', 'services/wire-kit/a.ts', '#connectors/sandbox-kit/faults.ts'],
  ['a kit of wires imports no connector', 'connectors/rest-kit/a.ts', '../bpost/bpost.port.ts'],
  ['a kit of wires imports no sandbox', 'connectors/sql-kit/a.ts', '#connectors/sandbox-kit/faults.ts'],
  ['a kit of wires takes no certificate made for tests', 'connectors/rest-kit/a.ts', '#services/wire-kit/ws-security/test-certificates.ts'],
  ['a connector takes a kit of wires only where its wire ends', 'connectors/bpost/bpost.connector.ts', '../rest-kit/rest-front.ts'],
  ['a plugin imports no kit of wires', 'plugins/request/a.ts', '#connectors/sql-kit/open-sqlite.ts'],
  ['a port imports no wire', 'connectors/bpost/bpost.port.ts', '#services/wire-kit/read-xml.ts'],
  ['a connector takes the kit of the wires only where its wire ends', 'connectors/bpost/bpost.connector.ts', '#services/wire-kit/read-xml.ts'],
  ['a plugin imports no wire', 'plugins/request/a.ts', '#services/wire-kit/read-xml.ts'],
  ['a service other than the gateway imports no wire', 'services/host/a.ts', '#services/wire-kit/read-xml.ts'],
  ['a live side takes no certificate made for tests', 'connectors/bpost/live/a.ts', '#services/wire-kit/ws-security/test-certificates.ts'],
  ['a simulated device reads no XML', 'tools/simulated-sbi/a.ts', '#services/wire-kit/read-xml.ts'],
  ['another tool takes no certificate made for tests', 'tools/eid/a.ts', '#services/wire-kit/ws-security/test-certificates.ts'],
  ['a plugin imports nothing live', 'plugins/request/a.ts', '#connectors/bpost/live/live-bpost.ts'],
  ['a plugin imports no sandbox', 'plugins/request/a.ts', '#connectors/bpost/sandbox/serve.ts'],
  ['a plugin imports no connector', 'plugins/request/a.ts', '#connectors/bpost/bpost.connector.ts'],
  ['a plugin imports no tenancy', 'plugins/request/a.ts', '#services/tenancy/tenant.ts'],
  ['a plugin imports of another plugin its contract only', 'plugins/request/a.ts', '#plugins/payment/payment.store.ts'],
  ['a plugin test imports no step of another plugin', 'plugins/request/a.test.ts', '#plugins/payment/ask-fee.ts'],
  ['a screen imports no action', 'plugins/request/screens/a.ts', '../submit-request.ts'],
  ['a screen imports no port', 'plugins/request/screens/a.ts', '#connectors/bpost/bpost.port.ts'],
  ['a screen imports no service but the kernel, belgium and pieces', 'plugins/request/screens/a.ts', '#services/journey/dossier.store.ts'],
  ['an action imports no screen', 'plugins/request/a.ts', './screens/a.ts'],
  ['a piece of a page knows no plugin', 'services/pieces/a.ts', '#plugins/payment/payment.contract.ts'],
  ['a service imports no configuration', 'services/audit/a.ts', '#config/environment.ts'],
  ['a service imports no plugin', 'services/host/a.ts', '#plugins/request/request.contract.ts'],
  ['a service imports no connector', 'services/host/a.ts', '#connectors/bpost/bpost.port.ts'],
  ['live stays inside its own connector', 'connectors/crm/a.ts', '#connectors/bpost/live/live-bpost.ts'],
  ['a tool imports no sandbox', 'tools/start/a.ts', '#connectors/bpost/sandbox/serve.ts'],
  ['only the catalogue imports plugins', 'config/municipalities/gent.ts', '#plugins/request/request.plugin.ts'],
  ['only the catalogue imports connectors', 'moleculer.config.ts', '#connectors/bpost/bpost.connector.ts'],
])('%s', (_title, path, target) => {
  expect(found({ [path]: importing(target) })).toEqual([`${path}:2 law 1`]);
});

test.each([
  ["a dynamic import", "export const load = () => import('#config/environment.ts');"],
  ['a required file', "export const load = () => require('#config/environment.ts');"],
  ['a re-export', "export { port } from '#config/environment.ts';"],
  ['an import of which only the names are types', "import { type Port } from '#config/environment.ts';"],
])('%s counts as an import', (_title, text) => {
  expect(found({ 'services/audit/a.ts': text })).toEqual(['services/audit/a.ts:1 law 1']);
});

test('a type named by its file counts as an import', () => {
  expect(found({ 'services/audit/a.ts': "export type A = import('#plugins/request/a.ts').A;" }))
    .toEqual(['services/audit/a.ts:1 law 1']);
});

test.each([
  ['moleculer', 'services/audit/a.ts'],
  ['moleculer-web', 'services/host/a.ts'],
  ['sequelize', 'plugins/request/a.ts'],
  ['umzug', 'tools/eid/a.ts'],
  ['pg', 'services/jobs/a.ts'],
  ['tedious', 'services/jobs/a.ts'],
  ['node:sqlite', 'services/jobs/a.ts'],
  ['nats', 'services/gateway/a.ts'],
  ['jose/jwt/sign', 'services/gateway/a.ts'],
  ['pino', 'services/kernel/a.ts'],
  ['soap', 'connectors/bpost/a.ts'],
  ['soap', 'connectors/bpost/sandbox/a.ts'],
  ['mssql', 'services/store/a.ts'],
  ['nodemailer', 'plugins/communication/a.ts'],
  ['qr', 'plugins/communication/a.ts'],
  ['node-rsa', 'services/identity/a.ts'],
  ['@xmldom/xmldom', 'services/audit/a.ts'],
  ['xml-crypto', 'plugins/communication/a.ts'],
  ['@peculiar/x509', 'tools/eid/a.ts'],
  ['xml2js', 'services/audit/a.ts'],
  ['fast-xml-parser', 'tools/eid/a.ts'],
])('%s is imported only where its wire ends', (name, path) => {
  expect(found({ [path]: importing(name), 'services/audit/a.test.ts': importing(name) })).toEqual([`${path}:2 law 2`]);
});

test.each([
  'process.env.PORT', "process['env']", 'globalThis.process.env', 'process?.env?.PORT',
])('%s is read only in config/environment.ts', (text) => {
  expect(found({ 'tools/start/start.ts': `\nexport const a = () => ${text};\n` })).toEqual(['tools/start/start.ts:2 law 2']);
});

test.each([
  'const { env } = process;', "import { env } from 'node:process';", "import { env as outside } from 'process';",
])('the environment is not taken apart either: %s', (text) => {
  expect(found({ 'tools/start/start.ts': text })).toEqual(['tools/start/start.ts:1 law 2']);
});

test.each([
  ['awaits nothing', 'export const a = await Promise.resolve(1);'],
  ['waits for no list', 'for await (const a of list) use(a);'],
  ['fetches nothing', "export const a = fetch('https://example.be');"],
  ['starts no timer', 'globalThis.setInterval(() => {}, 1000);'],
  ['opens no socket', 'http.createServer();'],
  ['listens to nothing', 'export const a = { b: server?.listen(80) };'],
  ['reads no file', "export const a = fs.readFileSync('a');"],
  ['opens no database', "export const a = new DatabaseSync('a');"],
  ['opens no store', 'export const a = new orm.Sequelize();'],
  ['does nothing in a function called at once', "(() => { fetch('a'); })();"],
  ['does nothing in a static field', "export class A { static b = fetch('a'); }"],
])('importing a definition %s', (_title, text) => {
  const paths = [
    'plugins/a/a.contract.ts', 'plugins/a/a.plugin.ts', 'plugins/a/a.store.ts', 'plugins/a/migrations/001-a.ts',
    'connectors/a/a.port.ts', 'connectors/a/a.connector.ts', 'services/journey/journey.states.ts',
  ];
  const files = Object.fromEntries([...paths, 'tools/start/start.ts'].map((path) => [path, text]));
  expect(found(files)).toEqual(paths.sort().map((path) => `${path}:1 law 3`));
});

test('a definition may hold functions that act when they are called', () => {
  const text = 'export const a = { b: async () => fetch(await c), d() { listen(1); } };\n'
    + "export class E { f = fetch('a'); g() { setTimeout(h); } }\n";
  expect(found({ 'plugins/a/a.plugin.ts': text })).toEqual([]);
});

test('files import each other in no circle', () => {
  const files = {
    'services/a/one.ts': importing('./two.ts'), 'services/a/two.ts': importing('#services/b/three.ts'),
    'services/b/three.ts': importing('../a/one.ts'), 'services/b/four.ts': importing('./three.ts'),
  };
  expect(found(files)).toEqual(['services/a/one.ts:2 law 4']);
  expect(checkTree(aTree(files))[0]?.what)
    .toContain('services/a/one.ts -> services/a/two.ts -> services/b/three.ts -> services/a/one.ts');
});

test('a circle that a type closes is one too: who reads either file must read both', () => {
  expect(found({ 'services/a/one.ts': importing('./two.ts'), 'services/a/two.ts': typeOf('./one.ts') })).toEqual(['services/a/one.ts:2 law 4']);
});

test.each(['index', 'utils', 'helpers', 'common', 'types'])('no file is named %s', (name) => {
  expect(found({ [`services/a/${name}.ts`]: '' })).toEqual([`services/a/${name}.ts:1 law 4`]);
});

test.each([
  ['a default', 'export default 1;'],
  ['a default function', 'export default function a() {}'],
  ['a name as the default', 'const a = 1;export { a as default };'],
  ['all of another file', "export * from './two.ts';"],
  ['all of another file under a name', "export * as two from './two.ts';"],
])('no file exports %s', (_title, text) => {
  expect(found({ 'tools/a/one.ts': text })).toEqual(['tools/a/one.ts:1 law 4']);
});

test('a file of more than 300 lines is too long, unless it is a test', () => {
  const lines = (count: number): string => 'run();\n'.repeat(count);
  expect(found({ 'tools/a/a.ts': lines(300), 'tools/a/b.ts': lines(301), 'tools/a/c.test.ts': lines(301) }))
    .toEqual(['tools/a/b.ts:301 style law 1']);
});

test('a file that does not parse is a problem, not a pass', () => {
  expect(found({ 'tools/a/a.ts': 'const = ;' })).toEqual(['tools/a/a.ts:1 syntax']);
});

describe('on the command line', () => {
  const tool = join(__dirname, 'boundaries.ts');

  test('a clean tree gets one line', () => {
    expect(execFileSync(process.execPath, [tool, aTree({ 'services/a/a.ts': importing('zod') })], { encoding: 'utf8' }))
      .toBe('boundaries: 1 files, 1 imports, all laws hold\n');
  });

  test('each problem gets one line, then their count, and the check fails', () => {
    const ran = spawnSync(process.execPath, [tool, aTree({ 'services/audit/a.ts': importing('pino') })], { encoding: 'utf8' });
    expect(ran.status).toBe(1);
    expect(ran.stdout).toBe(
      'services/audit/a.ts:2  law 2: imports npm:pino outside the place where its wire ends; keep it to services/{host,health}/**\n'
      + 'boundaries: 1 problem\n',
    );
  });
});
