import type { z } from 'zod';
import { servedSide } from '#connectors/login-kit/serving/served-side.ts';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { keepsLoginRules, type LoginSide } from '#connectors/sandbox-kit/login-rules.ts';
import { returned } from '#connectors/sandbox-kit/open-login-page.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { liveOfficialLogin } from './live/live-official-login.ts';
import { officialLoginConfig } from './official-login.config.ts';
import { officialLogin } from './official-login.port.ts';
import { openOfficialLogin } from './sandbox/open-official-login.ts';
import { servedOfficialLogin } from './sandbox/served/serve-official-login.ts';

letAnswersTakeLong();

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

/** The live side, pointed at the sandbox behind its wire. */
async function overWire(): Promise<LoginSide<Who>> {
  let now = Date.UTC(2026, 10, 24, 9);
  const { port, bench, sandbox, close } = await servedSide({ open: openOfficialLogin, served: servedOfficialLogin, live: liveOfficialLogin }, officialLoginConfig.parse({}), officialLogin.id);
  return {
    start: (asked) => port.start(asked, bench.call('')),
    finish: async (asked) => finished.parse(await port.finish(asked, bench.call(''))),
    authenticate: async (url, who) => returned.parse(await bench.pull(sandbox, 'authenticate', { url, ...who })),
    later: (ms) => { now += ms; bench.goTo(now); },
    close,
  };
}

describe.each<[string, () => LoginSide<Who> | Promise<LoginSide<Who>>]>([['the sandbox', sandboxSide], ['the live side at ACM/IDM', overWire]])('%s', (_name, open) => {
  keepsLoginRules<Who>({
    open, refused: 'official-login.refused', untrusted: 'official-login.untrusted-answer',
    who: { official: 'els.peeters', roles: [{ role: 'official', organisation: 'OVO-GENT' }, { role: 'administrator', organisation: 'OVO-GENT' }] },
    another: { official: 'an.claes', roles: [] },
  });
});
