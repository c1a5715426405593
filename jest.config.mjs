import { memoryWithRoom, workInMemory } from './tools/test-house/work-in-memory.ts';

// Unit suites need nothing but npm. System suites (`*.system.test.ts`) need programs from the operating system
// (PostgreSQL, nats-server) and fail, never skip, when one is missing. Whole suites (`*.whole.test.ts`) need npm only but take their time: whole
// journeys over HTTP, processes that are killed.
const project = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: [],
  // The copy of the code that a mutation test works on.
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp/'],
  transform: {
    '^.+\\.(ts|mts|js|mjs)$': ['@swc/jest', {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
      module: { type: 'commonjs' },
    }],
  },
  // These packages are published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(jose|qr|temporal-polyfill|temporal-utils|openid-client|oauth4webapi|oidc-provider)/)'],
};

workInMemory(memoryWithRoom(4 * 1024 ** 3));

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/tools/test-all/sequencer.mjs',
  // No test waits for time to pass: this only says when one hangs, so no suite has a limit of its own. A busy machine takes many times what a quiet one does.
  testTimeout: 900_000,
  projects: [
    { ...project, displayName: 'unit', testMatch: ['<rootDir>/{services,connectors,plugins,config,tools}/**/*.test.ts'], testPathIgnorePatterns: ['\\.(system|whole)\\.test\\.ts$'] },
    { ...project, displayName: 'whole', testMatch: ['<rootDir>/{services,connectors,plugins,config,tools}/**/*.whole.test.ts'] },
    { ...project, displayName: 'system', testMatch: ['<rootDir>/{services,connectors,plugins,config,tools}/**/*.system.test.ts'] },
  ],
};
