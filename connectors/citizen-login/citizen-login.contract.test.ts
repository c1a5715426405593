import type { z } from 'zod';
import { servedSide } from '#connectors/login-kit/serving/served-side.ts';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { keepsLoginRules, type LoginSide } from '#connectors/sandbox-kit/login-rules.ts';
import { returned } from '#connectors/sandbox-kit/open-login-page.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { citizenLoginConfig } from './citizen-login.config.ts';
import { citizenLogin } from './citizen-login.port.ts';
import { liveCitizenLogin } from './live/live-citizen-login.ts';
import { openCitizenLogin } from './sandbox/open-citizen-login.ts';
import { itsmeSettingsAt, servedCitizenLogin } from './sandbox/served/serve-citizen-login.ts';

letAnswersTakeLong();

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

/** The live side, pointed at the sandbox behind its wire. */
function overWire(settings = servedCitizenLogin.settings) {
  return async (): Promise<LoginSide<Who>> => {
    let now = Date.UTC(2026, 10, 24, 9);
    const { port, bench, sandbox, close } = await servedSide({ open: openCitizenLogin, served: servedCitizenLogin, live: liveCitizenLogin, settings }, citizenLoginConfig.parse({}), citizenLogin.id);
    return {
      start: (asked) => port.start({ ...asked, language: 'nl' }, bench.call('')),
      finish: async (asked) => finished.parse(await port.finish(asked, bench.call(''))),
      authenticate: async (url, who) => returned.parse(await bench.pull(sandbox, 'authenticate', { url, ...who })),
      later: (ms) => { now += ms; bench.goTo(now); },
      close,
    };
  };
}

const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });
const withEid: Who = { insz: person(1), level: 500, language: 'fr' };
const withApp: Who = { insz: person(2), level: 450, language: null };

describe.each<[string, () => LoginSide<Who> | Promise<LoginSide<Who>>, Who]>([
  ['the sandbox', sandboxSide, withEid], ['the live side at FAS', overWire(), withEid], ['the live side at itsme', overWire(itsmeSettingsAt), { ...withApp, insz: person(3), language: 'de' }],
])('%s', (_name, open, who) => {
  keepsLoginRules<Who>({ open, who, another: withApp, refused: 'citizen-login.refused', untrusted: 'citizen-login.untrusted-answer' });
});
