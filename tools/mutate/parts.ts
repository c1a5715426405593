/** A part of the house whose tests are put to the test, and the suites that have to notice. */
export interface Part {
  readonly name: string;
  /** The code that is changed. */
  readonly code: readonly string[];
  /** The suites of the part: those that hold its rules and run in seconds. Only they count, so that a rule is held where it belongs. */
  readonly suites: readonly string[];
}

const inFolder = (folder: string, names: readonly string[], ending = '.ts') => names.map((name) => `${folder}/${name}${ending}`);

/** Small ones first. Definitions of types alone, and of tables, are left out: there is nothing in them that could be done otherwise. */
export const parts: readonly Part[] = [
  {
    name: 'table',
    code: inFolder('services/journey', ['journey-table', 'journey.states']),
    suites: inFolder('services/journey', ['journey-table', 'journey.states'], '.test.ts'),
  },
  {
    name: 'moves',
    code: inFolder('services/journey', ['move-dossier', 'open-dossier', 'people']),
    suites: inFolder('services/journey', ['journey-model', 'move-dossier', 'people'], '.test.ts'),
  },
  {
    name: 'kernel',
    code: inFolder('services/kernel', [
      'caller', 'connector', 'contract', 'dossier-of', 'failure', 'login-secrets', 'migration', 'moleculer-adapter', 'plugin', 'port', 'retention', 'secret', 'sign-of-life', 'table',
    ]),
    suites: inFolder('services/kernel', ['caller', 'definitions', 'dossier-of', 'failure', 'login-secrets', 'secret', 'sign-of-life'], '.test.ts'),
  },
  {
    name: 'store-errors',
    code: inFolder('services/store', ['repeat-transaction', 'sqlite/sqlite-error', 'store-failures']),
    suites: inFolder('services/store', ['repeat-transaction', 'sqlite/sqlite-error', 'store-failures'], '.test.ts'),
  },
  {
    name: 'store-rows',
    code: inFolder('services/store', [
      'ask-database', 'change-rows', 'check-sql-server', 'check-value', 'columns', 'convert-rows', 'insert-if-new', 'make-tables', 'select-rows', 'sql-server-place', 'take-turn', 'translate-where',
    ]),
    suites: inFolder('services/store', ['bound-columns', 'check-value', 'database-words', 'make-tables', 'open-store', 'sealed-rows', 'sql-server', 'sql-server-place', 'store'], '.test.ts'),
  },
  {
    name: 'store-work',
    code: inFolder('services/store', ['change-schema', 'hold-unit', 'migrate', 'open-store', 'share-commits', 'sqlite/dialect-module', 'sqlite/handle-pool']),
    suites: inFolder('services/store', [
      'bound-columns', 'change-schema', 'database-words', 'hold-unit', 'migrate', 'open-store', 'share-commits', 'shared-file', 'sql-server', 'sqlite/dialect-module', 'sqlite/handle-pool', 'store',
    ], '.test.ts'),
  },
  {
    name: 'outbox',
    code: inFolder('services/outbox', ['claim-lanes', 'enqueue', 'keep-letter', 'retry-policy', 'settle-item', 'wake-lanes']),
    suites: inFolder('services/outbox', ['claim-lanes', 'enqueue', 'keep-letter', 'retry-policy', 'settle-item', 'wake-lane', 'wake-lanes'], '.test.ts'),
  },
  {
    name: 'vault',
    code: inFolder('services/vault', ['claim-index', 'key-file', 'key-fingerprints', 'keyring', 'seal-value', 'sealed-vault']),
    suites: inFolder('services/vault', ['claim-index', 'key-file', 'keyring', 'seal-value', 'sealed-vault'], '.test.ts'),
  },
];
