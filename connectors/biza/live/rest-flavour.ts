import { Agent } from 'node:https';
import { z } from 'zod';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { problemType } from '../wire/names.ts';
import type { Exchange, Flavour } from './ask-biza.ts';
import type { RestSettings } from './biza-settings.ts';
import { failureOf, mishapOf, refusalOf, type Mishap } from './failure-table.ts';
import type { Notice } from './notice.ts';
import { NotAnswered, post, tooLarge, type Posted } from '#connectors/wire-kit/post.ts';

const largestAnswer = 1024 * 1024;
const problem = z.object({ type: z.string() });

/** JSON over mutual TLS: each side has proven itself before a byte is said, so what is said counts. */
export function restFlavour(env: LiveEnv<RestSettings>, notice: Notice = () => {}): Flavour {
  const { config } = env;
  const agent = agentOf(env);
  const say = async (operation: string, message: object, { kind, call, signal }: Exchange): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', accept: 'application/json, application/problem+json', 'accept-language': config.language, 'belgov-trace-id': call.traceId };
    const way = { agent: agent(), timeoutMs: config.timeoutSeconds * 1_000, largestAnswer };
    const fail = (mishap: Mishap, code?: string): Error => {
      notice({ mishap, ...(code !== undefined && { code }) });
      return failureOf(mishap, kind);
    };
    const posted = await post(way, `${config.url}/v1/${operation}`, headers, Buffer.from(JSON.stringify(message)), signal).catch((error: unknown) => {
      if (!(error instanceof NotAnswered)) throw error;
      throw fail(error.code === tooLarge ? 'unverified' : error.sent ? 'lost' : 'not-sent', error.code);
    });
    if (posted.validTo !== undefined) notice({ validTo: posted.validTo });
    return read(posted, kind, fail);
  };
  return { eid: say, person: (insz, exchange) => say('person', { insz }, exchange) };
}

/** Connections that stand, until a key or certificate is replaced. */
function agentOf({ config, secret }: LiveEnv<RestSettings>): () => Agent {
  let open: { readonly agent: Agent; readonly madeOf: string } | undefined;
  return () => {
    const made = { key: secret(config.privateKey), cert: secret(config.certificate), ca: secret(config.trustRoots) };
    const madeOf = Object.values(made).join('\n');
    if (open?.madeOf !== madeOf) {
      open?.agent.destroy();
      open = { madeOf, agent: new Agent({ keepAlive: true, maxSockets: 16, minVersion: 'TLSv1.2', ...made }) };
    }
    return open.agent;
  };
}

function read({ status, type, body }: Posted, kind: Exchange['kind'], fail: (mishap: Mishap, code?: string) => Error): unknown {
  const said = parseJson(body);
  const stated = type.startsWith('application/problem+json') ? problem.safeParse(said).data?.type : undefined;
  // What BiZa itself states goes before what a gateway may mean by the same status.
  if (status >= 400 && stated?.startsWith(problemType)) throw refusalOf(stated.slice(problemType.length), kind);
  const mishap = mishapOf(status);
  if (mishap) throw fail(mishap, `HTTP ${status}`);
  if (status !== 200 || said === undefined) throw fail(status >= 500 ? 'lost' : 'unverified', `HTTP ${status}`);
  return said;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
