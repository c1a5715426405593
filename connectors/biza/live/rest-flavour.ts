import { askJson } from '#connectors/rest-kit/ask-json.ts';
import type { Mishap as Came } from '#connectors/rest-kit/mishaps.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { problemType } from '../wire/names.ts';
import type { Exchange, Flavour } from './ask-biza.ts';
import type { RestSettings } from './biza-settings.ts';
import { failureOf, refusalOf, type Mishap } from './failure-table.ts';
import type { Notice } from './notice.ts';

const largestAnswer = 1024 * 1024;
/** What came, in the words of BiZa's own table. A request that is not taken is no statement of this contract. */
const ours: Readonly<Record<Came, Mishap>> = {
  'not-sent': 'not-sent', 'unusable-key': 'unusable-key', lost: 'lost', busy: 'busy', 'not-let-in': 'not-let-in', 'not-taken': 'unverified', 'not-understood': 'unverified',
};

/** JSON over mutual TLS: each side has proven itself before a byte is said, so what is said counts. */
export function restFlavour({ config, secret }: LiveEnv<RestSettings>, notice: Notice = () => {}): Flavour {
  const agent = keepAgent(config.url, () => ({ key: secret(config.privateKey), cert: secret(config.certificate), ca: secret(config.trustRoots) }));
  const say = async (operation: string, message: object, { kind, call, signal }: Exchange): Promise<unknown> => {
    const fail = (came: Came, code: string): Error => {
      notice({ mishap: ours[came], code });
      return failureOf(ours[came], kind);
    };
    const headers = { 'content-type': 'application/json', 'accept-language': config.language, 'belgov-trace-id': call.traceId, ...(call.traceparent !== undefined && { traceparent: call.traceparent }) };
    const said = await askJson(
      { agent: agent.now(), timeoutMs: config.timeoutSeconds * 1_000, largestAnswer },
      { method: 'POST', url: `${config.url}/v1/${operation}`, headers, body: Buffer.from(JSON.stringify(message)) }, signal,
    );
    if (said.validTo !== undefined) notice({ validTo: said.validTo });
    // What BiZa itself states goes before what a gateway may mean by the same status.
    if (said.kind === 'problem' && said.type.startsWith(problemType)) throw refusalOf(said.type.slice(problemType.length), kind);
    if (said.kind === 'problem') throw fail(said.otherwise, said.says);
    if (said.kind === 'mishap') throw fail(said.mishap, said.says);
    if (said.status !== 200 || said.value === undefined) throw fail('not-understood', `HTTP ${said.status}`);
    return said.value;
  };
  return { eid: say, person: (insz, exchange) => say('person', { insz }, exchange) };
}
