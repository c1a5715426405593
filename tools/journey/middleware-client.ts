import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A refusal of the middleware, by its name. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly type: string;
  constructor(status: number, type: string, title: string) {
    super(`${type}: ${title}`);
    this.status = status;
    this.type = type;
  }
}

const problem = z.object({ type: z.string(), failure: z.string().optional(), title: z.string().default(''), issues: z.array(z.object({ name: z.string(), detail: z.string().optional() })).optional() });
const tries = 100;
const pauseMs = 150;

export interface MiddlewareClient {
  get<T>(schema: z.ZodType<T>, path: string, token: string): Promise<T>;
  /** One `Idempotency-Key` for all tries: a repeat after a lost answer changes nothing. */
  post<T>(schema: z.ZodType<T>, path: string, token: string, body: object): Promise<T>;
  /** The same, where one looks afterwards what has become of it. */
  act(path: string, token: string, body: object): Promise<void>;
  pull<T>(schema: z.ZodType<T>, port: string, lever: string, input?: object): Promise<T>;
}

/** Brings a request to a middleware. */
export type Connect = (path: string, request: RequestInit) => Promise<Response>;

const connectTo = (url: string): Connect => (path, request) => fetch(new URL(path, url), request)
  .catch((error: unknown) => { throw new Error(`no middleware answers at ${url}: start it with \`npm start\``, { cause: error }); });

/** Talks HTTP to a running middleware. What is transient (503, 504, still in progress) is tried again for a while. */
export function middlewareClient(url: string, nis: string, connect: Connect = connectTo(url)): MiddlewareClient {
  const ask = async <T>(schema: z.ZodType<T>, path: string, request: RequestInit): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await connect(path, request);
      const body: unknown = await answer.json().catch(() => ({}));
      if (answer.ok) return schema.parse(body);
      const { type, failure, title, issues = [] } = problem.catch({ type: 'unknown', title: answer.statusText }).parse(body);
      const name = failure ?? type.replace(/^urn:problem-type:(eid|belgif):/, '');
      const again = answer.status === 503 || answer.status === 504 || answer.status === 502 || (answer.status === 409 && (name === 'idempotency.in-progress' || name === 'journey.changed-meanwhile'));
      if (!again || attempt === tries) throw new Refused(answer.status, name, [title, ...issues.map((issue) => `${issue.name} (${issue.detail ?? ''})`)].join(' '));
      await pause(pauseMs);
    }
  };
  const json = { 'content-type': 'application/json' };
  const post: MiddlewareClient['post'] = (schema, path, token, body) => ask(schema, `/api/v1${path}`, {
    method: 'POST', headers: { ...json, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }, body: JSON.stringify(body),
  });
  return {
    post,
    act: async (...asked) => { await post(z.unknown(), ...asked); },
    get: (schema, path, token) => ask(schema, `/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }),
    pull: (schema, port, lever, input = {}) => ask(schema, `/sandbox/${nis}/${port}/${lever}`, { method: 'POST', headers: json, body: JSON.stringify(input) }),
  };
}
