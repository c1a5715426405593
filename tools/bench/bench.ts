import { benchAudit } from './bench-audit.ts';
import { benchCommits } from './bench-commits.ts';
import { benchDevices } from './bench-devices.ts';
import { benchHttp } from './bench-http.ts';
import { benchObserved } from './bench-observed.ts';
import { benchIndicators } from './bench-indicators.ts';
import { benchJourney } from './bench-journey.ts';
import { benchRounds } from './bench-rounds.ts';
import { benchWorklist } from './bench-worklist.ts';

const help = `npm run bench -- http|journey|commits|audit|observed|devices|worklist|rounds|indicators

  http      requests per second of the gateway against bare moleculer-web, alternately in one run
  journey   whole journeys per second against raw durable commits of the rows that they write, alternately in one run
  commits   durable commands fifty at once against one after the other, alternately in one run; fails below 1.5 times
  audit     units of work of one municipality at once on PostgreSQL, audit entries in one statement against step by step, alternately in one run; fails below 1.4 times
  observed  the gateway with metrics and traces against the same without, alternately in one run
  devices   a card read over HTTP through the agent's line and real PC/SC against the same commands straight to the reader, alternately in one run; fails above 1.2
            times; and what a script of 20 commands costs on the line (needs pcscd and vpcd)
  worklist  what an official of a municipality with 5,000 open dossiers waits for; fails above 300 ms on a machine that is not loaded
  rounds    minutes of driving on fifty days in Gent as booked against as proposed, and of 200 citizens who take any free moment against one that is marked as
            fitting the round; fails when a day gets longer
  indicators  the query of their page at 1,000,000 and at 100,000 closed dossiers, alternately in one run; fails above 50 ms on a machine that is not loaded

Each prints a ratio: machines differ, ratios much less. Figures are kept in docs/performance.md.`;

const benches: Readonly<Record<string, () => Promise<void>>> = { http: benchHttp, journey: benchJourney, commits: benchCommits, audit: benchAudit, observed: benchObserved, devices: benchDevices, worklist: benchWorklist, rounds: benchRounds, indicators: benchIndicators };
const [name = '--help'] = process.argv.slice(2);
const bench = benches[name];
if (bench) await bench();
else {
  (name === '--help' ? console.log : console.error)(name === '--help' ? help : `unknown benchmark '${name}'\n\n${help}`);
  process.exitCode = name === '--help' ? 0 : 2;
}
