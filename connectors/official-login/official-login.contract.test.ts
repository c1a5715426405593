import type { z } from 'zod';
import { keepsLoginRules, returned, type LoginSide } from '#connectors/sandbox-kit/login-rules.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { officialLoginConfig } from './official-login.config.ts';
import { officialLogin } from './official-login.port.ts';
import { openOfficialLogin } from './sandbox/open-official-login.ts';

/** Rules that every login of officials keeps, whichever side of the port it is. */

const finished = officialLogin.operations.finish.output;
type Who = z.output<typeof finished>;

function sandboxSide(): LoginSide<Who> {
  let now = Date.UTC(2026, 10, 24, 9);
  const bench = sandboxBench(officialLoginConfig.parse({}), now);
  const sandbox = openOfficialLogin(bench.env);
  return {
    start: (asked) => sandbox.implementation.start(asked, bench.call('')),
    finish: async (asked) => finished.parse(await sandbox.implementation.finish(asked, bench.call(''))),
    authenticate: async (url, who) => returned.parse(await bench.pull(sandbox, 'authenticate', { url, ...who })),
    later: (ms) => { now += ms; bench.goTo(now); },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  keepsLoginRules<Who>({
    open, refused: 'official-login.refused',
    who: { official: 'els.peeters', roles: [{ role: 'official', organisation: 'OVO-GENT' }, { role: 'administrator', organisation: 'OVO-GENT' }] },
    another: { official: 'an.claes', roles: [] },
  });
});
