import type { z } from 'zod';
import { keepsLoginRules, returned, type LoginSide } from '#connectors/sandbox-kit/login-rules.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { citizenLoginConfig } from './citizen-login.config.ts';
import { citizenLogin } from './citizen-login.port.ts';
import { openCitizenLogin } from './sandbox/open-citizen-login.ts';

/** Rules that every login of citizens keeps, whichever side of the port it is. */

const finished = citizenLogin.operations.finish.output;
type Who = z.output<typeof finished>;

function sandboxSide(): LoginSide<Who> {
  let now = Date.UTC(2026, 10, 24, 9);
  const bench = sandboxBench(citizenLoginConfig.parse({}), now);
  const sandbox = openCitizenLogin(bench.env);
  return {
    start: (asked) => sandbox.implementation.start({ ...asked, language: 'nl' }, bench.call('')),
    finish: async (asked) => finished.parse(await sandbox.implementation.finish(asked, bench.call(''))),
    authenticate: async (url, who) => returned.parse(await bench.pull(sandbox, 'authenticate', { url, ...who })),
    later: (ms) => { now += ms; bench.goTo(now); },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  keepsLoginRules<Who>({ open, who: { insz: person(1), level: 500, language: 'fr' }, another: { insz: person(2), level: 450, language: null }, refused: 'citizen-login.refused' });
});
