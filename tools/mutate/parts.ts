/** A part of the house whose tests are put to the test, and the suites that have to notice. */
export interface Part {
  readonly name: string;
  /** The code that is changed. */
  readonly code: readonly string[];
  /** The suites of the part: those that hold its rules and run in seconds. Only they count, so that a rule is held where it belongs. */
  readonly suites: readonly string[];
}

/** Small ones first. Definitions of types alone, and of tables, are left out: there is nothing in them that could be done otherwise. */
export const parts: readonly Part[] = [
  {
    name: 'table',
    code: ['services/journey/journey-table.ts', 'services/journey/journey.states.ts'],
    suites: ['services/journey/journey-table.test.ts', 'services/journey/journey.states.test.ts'],
  },
  {
    name: 'moves',
    code: ['services/journey/move-dossier.ts', 'services/journey/open-dossier.ts', 'services/journey/people.ts'],
    suites: ['services/journey/journey-model.test.ts'],
  },
];
