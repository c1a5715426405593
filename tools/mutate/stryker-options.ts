import type { Stryker } from '@stryker-mutator/core';
import type { Part } from './parts.ts';

type StrykerOptions = ConstructorParameters<typeof Stryker>[0];

/** How one part is put to the test. */
export function strykerOptionsOf({ name, suites }: Part, files: readonly string[]): StrykerOptions {
  return {
    mutate: [...files],
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    jest: {
      projectType: 'custom',
      configFile: 'tools/mutate/jest.config.mjs',
      // Suites by hand: by its imports nearly every suite of the house is related to the kernel.
      enableFindRelatedTests: false,
      config: { testMatch: suites.map((suite) => `<rootDir>/${suite}`) },
    },
    coverageAnalysis: 'perTest',
    // What runs while a file is loaded (tables, failures) is changed too: jest loads each suite anew anyway.
    ignoreStatic: false,
    concurrency: 1,
    timeoutMS: 30_000,
    // Its types are not checked: TypeScript 7 has no programming interface that Stryker could ask, and swc takes the types away anyway.
    ignorePatterns: ['/tsconfig.json', '/docs', '/data', '/coverage', '/reports', '/.ci', '/.stryker-tmp'],
    reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, reportMutants: false, skipFull: false },
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
    allowConsoleColors: false,
    warnings: { slow: false, unknownOptions: true, preprocessorErrors: true, unserializableOptions: true },
    tempDirName: `.stryker-tmp/${name}`,
    cleanTempDir: 'always',
  };
}
