import { runStages, type Stage } from './run-stages.ts';

/** What `npm run test:all` is, in this order. What stands in one line runs beside each other: the checks write nothing. Chaos runs alone: whom it freezes and when is a matter of the machine. */
const stages: readonly Stage[] = [
  [['node', 'tools/system-packages/system-packages.ts']],
  [['tsc', '--noEmit'], ['tsc', '--noEmit', '-p', 'services/gateway/pages/browser'], ['oxlint', '--type-aware', '--deny-warnings'], ['node', 'tools/boundaries/boundaries.ts']],
  [['jest']],
  [['node', 'tools/chaos/chaos.ts', '--quick']],
  [['node', 'tools/chaos/chaos.ts', '--cluster', '--quick']],
];

process.exitCode = await runStages(stages, (text) => { process.stdout.write(text); });
