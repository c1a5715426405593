import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { Deliver, LiveEnv } from '#services/kernel/connector.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { crmConfig } from '../../crm.config.ts';
import { openCrm } from '../open-crm.ts';
import { servedCrm } from './serve-crm.ts';

/** What suites put around a CRM: its sandbox with the levers, and the same behind its wire, where each exchange can be watched. `deliver`: how it tells a house, when not straight. */
export function crmBench(at: number, folder?: string, deliver?: Deliver) {
  const bench = sandboxBench(crmConfig.parse({}), at, folder);
  const sandbox = openCrm({ ...bench.env, ...(deliver && { deliver }) });
  const place = join(bench.env.folder, 'crm');
  return {
    ...bench, sandbox, place,
    pull: (lever: string, input: unknown) => bench.pull(sandbox, lever, input),
    serve: async (watch: (request: WireRequest, answer: WireAnswer) => void = () => {}) => {
      let closeServed: (() => Promise<void>) | undefined;
      const { url, close } = await serveHandler(async (there) => {
        const served = await servedCrm.open(sandbox, { ...bench.env, folder: place, url: there, realNow: Date.now });
        closeServed = served.close;
        return async (request) => {
          const answer = await served.handle(request);
          watch(request, answer);
          return answer;
        };
      });
      return { url, settings: servedCrm.settings({ url, folder: place }), close: async () => { await close(); await closeServed?.(); } };
    },
    liveEnv: <C>(config: C): LiveEnv<C> => ({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') }),
    close: () => sandbox.close(),
  };
}
