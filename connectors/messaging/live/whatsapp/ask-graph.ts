import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { headersOf } from '#connectors/rest-kit/outward-headers.ts';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { NotAnswered, send, tooLarge, type Posted } from '#services/wire-kit/post.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures } from '../../messaging.port.ts';
import { judgeGraph, type GraphBroken } from './judge-graph.ts';
import type { WhatsappSettings } from './whatsapp-settings.ts';

export interface GraphRequest<S extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** Id of what is asked about, in the address; not in what is said of a failure. */
  readonly of: string;
  /** Below that, for instance `/messages`. */
  readonly edge: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly answer: S;
}
/** What was seen beside an answer, for whoever checks. `says`: the code of the network, of HTTP or of Meta; never its words. */
export interface GraphNoticed { readonly broken?: GraphBroken; readonly says?: string; readonly validTo?: number }
export type GraphEnv = Pick<LiveEnv<WhatsappSettings>, 'config' | 'secret'>;
export interface Graph { ask<S extends z.ZodType>(request: GraphRequest<S>, call: OutwardCall): Promise<z.output<S>>; close(): void }

const largestAnswer = 1024 * 1024;
/** Meta's own refusal; anybody's page is told from it by its shape. */
const refusal = z.object({ error: z.object({ code: z.int(), type: z.string(), message: z.string() }) });

/** Meta's Graph API: asked once, read as strictly as it can be. The token is proven to be in our hands (`appsecret_proof`), so that a stolen one is of no use where the app demands that. */
export function openGraph({ config, secret }: GraphEnv, notice: (noticed: GraphNoticed) => void = () => {}): Graph {
  const { url, version, trustRoots, timeoutSeconds, sendsReferences } = config;
  const agent = keepAgent(url, () => ({ ca: trustRoots === undefined ? undefined : secret(trustRoots) }));
  return {
    ask: async ({ method, of, edge, query, body, answer }, call) => {
      const fail = (broken: GraphBroken, says: string): Error => {
        notice({ broken, says });
        const failure = judgeGraph(broken);
        const issues = failure === 'text-unfit' ? { issues: [{ in: 'body' as const, name: 'parameters', detail: 'the approved text does not take these' }] } : {};
        return messagingFailures[failure]({ cause: new Error(`${method} /{id}${edge}: ${says}`), ...issues });
      };
      const token = secret(config.accessToken);
      const proof = createHmac('sha256', secret(config.appSecret)).update(token).digest('hex');
      const came = await send({ agent: agent.now(), timeoutMs: timeoutSeconds * 1_000, largestAnswer }, {
        method, url: `${url}/${version}/${of}${edge}?${new URLSearchParams({ ...query, appsecret_proof: proof }).toString()}`, body: body && Buffer.from(JSON.stringify(body)),
        headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...(sendsReferences && headersOf(call)) },
      }, call.signal).catch((error: unknown) => { throw error instanceof NotAnswered ? fail(brokenBy(error), error.code) : error; });
      if (came.validTo !== undefined) notice({ validTo: came.validTo });
      const read = jsonIn(came);
      const parsed = came.status === 200 && read ? answer.safeParse(read.value) : undefined;
      if (parsed?.success) return parsed.data;
      const stated = came.status === 200 ? undefined : refusal.safeParse(read?.value).data?.error;
      throw fail({ sent: true, status: came.status, ...(stated && { code: stated.code, type: stated.type }) }, stated ? `HTTP ${came.status}, code ${stated.code}` : `HTTP ${came.status}`);
    },
    close: () => agent.close(),
  };
}

/** JSON that says that it is JSON. */
function jsonIn({ type, body }: Posted): { readonly value: unknown } | undefined {
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type.trim())) return undefined;
  const read = readJson(body);
  return 'value' in read ? read : undefined;
}

function brokenBy({ sent, code }: NotAnswered): GraphBroken {
  // Tokens that no header can carry are noticed before a connection is made.
  const unusable = !sent && code !== tooLarge && (code === 'unusable' || (code.startsWith('ERR_') && !code.startsWith('ERR_TLS_')));
  return { sent: sent || code === tooLarge, unusable };
}
