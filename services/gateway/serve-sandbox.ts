import type { z } from 'zod';
import { json, type Answer } from './answer.ts';
import { isAtThisMachine } from './at-this-machine.ts';
import type { Exchange } from './exchange.ts';
import { gatewayFailures } from './gateway-failures.ts';
import { jsonSchemaOf } from './input-fields.ts';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';

/** The levers of the sandboxes that stand where no live connector does. */
export interface SandboxControl {
  list(): Promise<readonly { readonly nis: string; readonly port: string; readonly lever: string; readonly summary: string; readonly input: z.ZodType }[]>;
  /** @throws sandbox.no-such-lever (404), caller.bad-input, and what the lever throws */
  pull(nis: string, port: string, lever: string, input: unknown): Promise<unknown>;
}

/** `GET /sandbox`: what can be pulled here. */
export async function listLevers({ request }: Exchange, control: SandboxControl): Promise<Answer> {
  demandThisMachine(request);
  return json({ levers: (await control.list()).map(({ input, ...lever }) => ({ ...lever, path: `/sandbox/${lever.nis}/${lever.port}/${lever.lever}`, input: jsonSchemaOf(input, 'input') })) });
}

/** `POST /sandbox/{nis}/{port}/{lever}`: no token, so from this machine only; to anyone else there is nothing here. */
export async function pullLever({ request, path, query }: Exchange, control: SandboxControl, bodyBytes: number): Promise<Answer> {
  demandThisMachine(request);
  if (query.size > 0) throw gatewayFailures['bad-input']({ issues: [...query.keys()].map((name) => ({ in: 'query', name, detail: 'this field is not known here' })) });
  const input = parseJson(await readBody(request, bodyBytes));
  return json(await control.pull(path['nis'] ?? '', path['port'] ?? '', path['lever'] ?? '', input));
}

function demandThisMachine(request: Exchange['request']): void {
  if (!isAtThisMachine(request)) throw gatewayFailures['no-such-resource']();
}
