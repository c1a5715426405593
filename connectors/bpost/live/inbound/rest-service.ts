import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { challengeBasic, provesPassword } from '#connectors/rest-kit/basic-password.ts';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { refuseSender } from '#connectors/rest-kit/refuse-sender.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { isFailure, type FailureLike } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import type { DeliveryServiceSettings } from './delivery-service-settings.ts';
import { deliveryServiceFailures, takeIn, toldOf, type Read, type TakeInEnv } from './take-in-message.ts';

const message = z.record(z.string(), z.unknown());
const largestMessage = 64 * 1024;
const contract = join(import.meta.dirname, '..', '..', 'wire', 'delivery-messages-v1.openapi.json');

type RestEnv = Pick<InboundEnv<NonNullable<DeliveryServiceSettings['rest']>>, 'config' | 'secret'> & TakeInEnv;

/** `…/messages` and `…/certifications`: the REST twin of the SOAP service, for who has no certificate to sign with. `GET` publishes the contract. */
export function restService(env: RestEnv, read: Read): (request: WireRequest) => Promise<WireAnswer> {
  return async ({ method, headers, body }) => {
    if (method === 'GET') return { status: 200, headers: { 'content-type': 'application/json' }, body: readFileSync(contract, 'utf8') };
    if (!provesPassword({ user: env.config.user, password: env.secret(env.config.password) }, headers.authorization)) {
      return refuseSender({ status: 401, type: 'delivery-message.not-proven', title: 'User name and password of bpost are needed.' }, challengeBasic('delivery messages'));
    }
    try {
      return json(200, { messageId: await takeIn(env, read, readMessage(headers['content-type'], body)) });
    } catch (error) {
      if (!isFailure(error)) throw error;
      return refusal(toldOf(error));
    }
  };
}

function readMessage(mediaType: string | undefined, body: Uint8Array): z.output<typeof message> {
  const wrong = (name: string, detail: string) => deliveryServiceFailures.unreadable({ issues: [{ in: 'body', name, detail }] });
  if (!/^application\/json\s*(;|$)/i.test(mediaType?.trim() ?? '')) throw wrong('Content-Type', 'application/json is expected');
  if (body.length > largestMessage) throw wrong('body', `at most ${largestMessage} bytes are taken`);
  const read = readJson(body);
  if ('flaw' in read) throw wrong('body', `JSON in UTF-8 is expected (${read.flaw})`);
  const parsed = message.safeParse(read.value);
  if (!parsed.success) throw wrong('body', 'one JSON object is expected');
  return parsed.data;
}

function refusal({ type, code, message: title, data: { retry, issues } }: FailureLike): WireAnswer {
  return refuseSender({ status: code, type, title, again: retry !== 'never', issues }, retry === 'never' ? {} : { 'retry-after': '5' });
}

function json(status: number, value: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
