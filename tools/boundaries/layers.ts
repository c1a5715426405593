import { tests } from './laws.ts';

export interface LayerRule {
  /** Files the rule binds, and those among them it does not. */
  readonly from: readonly string[];
  readonly free?: readonly string[];
  /** Targets forbidden; or, with `only`, every target but these. */
  readonly never?: readonly string[];
  readonly only?: readonly string[];
  /** Of the targets under `never`, those that stay allowed. */
  readonly but?: readonly string[];
  /** Imports inside one's own folder (`plugins/request`) stay allowed. */
  readonly ownFolder?: true;
  /** `import type` stays allowed: it is gone at run time. */
  readonly typeOnly?: true;
  readonly what: string;
  readonly todo: string;
}

const outsideConnectors = ['plugins/**', 'config/**', 'tools/**', 'services/{store,outbox,host,gateway,jobs,identity}/**'];

/** Law 1: kernel, then ports, then contracts, then plugins. The first broken rule of an import is reported. */
export const layers: readonly LayerRule[] = [
  {
    from: ['services/kernel/**'], free: tests, ownFolder: true,
    never: ['connectors/**', 'plugins/**', 'config/**', 'tools/**', 'services/**'],
    what: 'the kernel imports nothing of the house', todo: 'let the caller pass it in',
  },
  {
    from: ['**/*.port.ts'],
    only: ['npm:zod', 'services/kernel/**', 'services/belgium/**', '**/*.port.ts'],
    what: 'a port does no I/O and knows only zod, the kernel, belgium and other ports',
    todo: 'move this to live/, sandbox/ or the plugin',
  },
  {
    from: ['**/*.contract.ts'],
    only: ['npm:zod', 'services/{kernel,belgium,journey}/**', '**/*.port.ts', '**/*.contract.ts'],
    what: 'a contract knows only zod, the kernel, belgium, the journey, ports and other contracts',
    todo: 'move this to an action of the plugin',
  },
  {
    from: ['connectors/**'], free: ['**/*.system.test.ts'],
    never: outsideConnectors,
    what: 'a connector knows the kernel and its own wire only', todo: 'take what it needs as configuration or input',
  },
  {
    from: ['connectors/**/*.system.test.ts'],
    never: outsideConnectors, but: ['tools/system-packages/**'],
    what: 'a system test of a connector knows, besides, only the programs of the operating system', todo: 'test it with its own sandbox',
  },
  {
    from: ['services/wire-kit/**'], free: tests, ownFolder: true,
    never: ['**'], but: ['services/kernel/**', 'npm:*', 'npm:*/*', 'node:*', 'node:*/*'],
    what: 'the kit of the wires knows the kernel and packages only', todo: 'let whose wire it is pass it in',
  },
  {
    from: ['connectors/{rest,sql}-kit/**'], free: tests, ownFolder: true,
    never: ['**'], but: ['services/{kernel,belgium}/**', 'services/wire-kit/**', 'npm:*', 'npm:*/*', 'node:*', 'node:*/*'],
    what: 'a kit of wires knows the kernel, belgium, the kit of all wires and packages only', todo: 'let the connector pass it in',
  },
  {
    from: ['**'], free: [...tests, 'connectors/**/{live,sandbox}/**', 'connectors/{rest,sql,login}-kit/**', 'services/gateway/**', 'tools/simulated-*/**'], ownFolder: true,
    never: ['services/wire-kit/**'],
    what: 'the kit of the wires is imported where a wire ends: live/, sandbox/, the gateway and simulated devices', todo: 'let live/ or sandbox/ do it',
  },
  {
    // What a service says over REST is data, and stands in wire/.
    from: ['**'], free: [...tests, 'connectors/**/{live,sandbox,wire}/**', 'connectors/login-kit/**'], ownFolder: true,
    never: ['connectors/{rest,sql}-kit/**'],
    what: 'a kit of wires is imported where a wire ends or is described: live/, sandbox/ and wire/', todo: 'let live/ or sandbox/ do it',
  },
  {
    from: ['**'], free: [...tests, 'connectors/**/live/**', 'connectors/login-kit/asking/**'],
    never: ['connectors/login-kit/asking/**'],
    what: 'the kit of logins asks from live/ only', todo: 'let live/ do it',
  },
  {
    from: ['**'], free: [...tests, 'connectors/**/sandbox/**', 'connectors/login-kit/serving/**'],
    never: ['connectors/login-kit/serving/**'],
    what: 'the kit of logins serves from sandbox/ only', todo: 'let sandbox/ do it',
  },
  {
    from: ['connectors/**/live/**', 'connectors/{rest,sql}-kit/**', 'services/gateway/**'], free: tests,
    never: ['services/wire-kit/ws-security/test-*.ts'],
    what: 'certificates made for tests are for sandboxes and tests', todo: 'read the certificate that the partner gave',
  },
  {
    from: ['tools/simulated-*/**'], free: tests,
    never: ['services/wire-kit/**'], but: ['services/wire-kit/ws-security/test-*.ts'],
    what: 'a simulated device takes certificates made for tests from the kit of the wires, and nothing else', todo: 'let the simulated device speak its own protocol',
  },
  {
    from: ['plugins/**'],
    never: ['services/{store,outbox,host,gateway,jobs,identity,tenancy}/**'],
    what: 'a plugin reaches the services through the context the kernel gives it', todo: 'use the context of the action',
  },
  {
    from: ['plugins/**'], free: tests, ownFolder: true,
    never: ['plugins/**'], but: ['plugins/**/*.contract.ts'],
    what: 'of another plugin only its *.contract.ts is imported', todo: 'call its action or listen to its event',
  },
  {
    from: ['plugins/**/*.test.ts', 'plugins/**/*.test-d.ts'], ownFolder: true,
    never: ['plugins/**'], but: ['plugins/**/*.{contract,plugin}.ts'],
    what: 'a test imports of another plugin only its contract and its wiring', todo: 'call its action through the broker',
  },
  {
    // Texts of the plugin itself may stand beside its actions, which say them to programs; what it defines as data is shown as it is reckoned.
    from: ['plugins/*/screens/**'], free: tests,
    never: ['plugins/**', 'connectors/**', 'config/**', 'tools/**', 'services/**'],
    but: ['services/{kernel,belgium,pieces}/**', 'services/journey/journey.states.ts', 'plugins/*/screens/**', 'plugins/**/*.contract.ts', 'plugins/**/*-texts.ts', 'plugins/*/definitions.ts'],
    what: 'a screen knows contracts, the kernel, belgium, pieces of pages, texts and definitions only', todo: 'let an action do it, and call that',
  },
  {
    from: ['services/pieces/**'], free: tests, ownFolder: true,
    never: ['**'], but: ['services/{kernel,belgium}/**'],
    what: 'a piece of a page knows the kernel and belgium only', todo: 'let the page say it',
  },
  {
    from: ['plugins/**'], free: [...tests, 'plugins/*/*.plugin.ts', 'plugins/*/screens/**'],
    never: ['plugins/*/screens/**'],
    what: 'what people see is imported by the wiring of its plugin only', todo: 'keep rules out of screens',
  },
  {
    from: ['services/**'], never: ['config/**'], typeOnly: true,
    what: 'a service reads no configuration file', todo: 'take the value as an argument, or use `import type`',
  },
  {
    from: ['services/**'], free: tests, never: ['plugins/**', 'connectors/**'],
    what: 'a service knows no plugin and no connector', todo: 'let config/catalogue.ts hand it over',
  },
  {
    from: ['**'], free: [...tests, 'tools/demo-population/**'], ownFolder: true,
    never: ['connectors/**/{live,sandbox}/**'],
    what: 'live/ and sandbox/ are imported from inside their own connector only', todo: 'import the *.port.ts',
  },
  {
    from: ['**'], free: [...tests, 'tools/**', 'config/catalogue.ts', 'services/host/open-house.ts'],
    never: ['**/*.plugin.ts', '**/*.connector.ts'],
    what: 'only config/catalogue.ts, services/host/open-house.ts (the house\'s own services), tools and tests import wiring', todo: 'import the contract or the port',
  },
];
