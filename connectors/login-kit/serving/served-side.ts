import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import type { Live, LiveEnv, OpenSandbox, SandboxEnv, Served, ServeEnv } from '#services/kernel/connector.ts';
import type { Port, PortImplementation } from '#services/kernel/port.ts';

export interface ServedSide<P extends Port> {
  readonly port: PortImplementation<P>;
  readonly sandbox: OpenSandbox<P>;
  readonly bench: SandboxBench<unknown>;
  readonly env: LiveEnv<unknown>;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** For suites: the live side of a login, pointed at its sandbox behind the wire. `realNow` is the clock of the live side alone. */
export async function servedSide<P extends Port, C extends z.ZodType>(
  { open, served, live, settings = served.settings, realNow = Date.now }: {
    readonly open: (env: SandboxEnv<unknown>) => OpenSandbox<P>; readonly served: Served<P, C>; readonly live: Live<P>;
    readonly settings?: (place: Pick<ServeEnv<unknown>, 'url' | 'folder'>) => unknown; readonly realNow?: () => number;
  },
  config: z.output<C>, name: string,
): Promise<ServedSide<P>> {
  const bench = sandboxBench<unknown>(config, Date.UTC(2026, 10, 24, 9));
  const own: SandboxEnv<z.output<C>> = { ...bench.env, config, fetch: globalThis.fetch };
  const folder = join(bench.env.folder, name);
  const sandbox = open(own);
  let closeServed: (() => Promise<void>) | undefined;
  const { url, close } = await serveHandler(async (at) => {
    const { handle, close: closing } = await served.open(sandbox, { ...own, folder, url: at, realNow: Date.now });
    closeServed = closing;
    return handle;
  });
  const env: LiveEnv<unknown> = { ...own, config: live.config.parse(settings({ url, folder })), realNow, url: () => 'https://house.example/inbound/44021/login', secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') };
  const port = live.open(env);
  return {
    port, sandbox, bench, env, url,
    close: async () => {
      // A live login keeps connections, and says so.
      await (port as Partial<AsyncDisposable>)[Symbol.asyncDispose]?.();
      await closeServed?.();
      await close();
      sandbox.close();
      bench.remove();
    },
  };
}
