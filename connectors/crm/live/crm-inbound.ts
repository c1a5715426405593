import { z } from 'zod';
import { challengeBasic, provesPassword } from '#connectors/rest-kit/basic-password.ts';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { refuseSender } from '#connectors/rest-kit/refuse-sender.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { isFailure, issuesOf, type FieldIssue } from '#services/kernel/failure.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { anyComplaint } from '../wire/complaint-message.ts';
import type { CrmSettings } from './crm-settings.ts';

/** `…/complaints`: the CRM tells of a complaint. Only where that was agreed; answered with 200 once it is durably taken in. */
export function crmInbound({ config: { complaints }, secret, deliver }: Pick<InboundEnv<CrmSettings>, 'config' | 'secret' | 'deliver'>): WireHandler {
  return async (request) => {
    if (!complaints || request.path !== '/complaints') return { status: 404 };
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    if (!provesPassword({ user: complaints.user, password: secret(complaints.password) }, request.headers['authorization'])) return notProven();
    const told = read(request);
    if ('issues' in told) return unreadable(told.issues);
    try {
      // What the port does not understand is refused there, with the field named, and kept for a person: its sender is known.
      await deliver('complaint', told.id, told.payload);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ messageId: told.id }) };
    } catch (error) {
      return refused(error);
    }
  };
}

function read({ headers, body }: WireRequest): { readonly id: string; readonly payload: Readonly<Record<string, unknown>> } | { readonly issues: readonly FieldIssue[] } {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type']?.trim() ?? '')) return { issues: [{ in: 'header', name: 'content-type', detail: 'application/json is expected' }] };
  const json = readJson(body);
  if ('flaw' in json) return { issues: [{ in: 'body', name: 'body', detail: `JSON in UTF-8 is expected (${json.flaw})` }] };
  const parsed = anyComplaint.safeParse(json.value);
  if (!parsed.success) return { issues: issuesOf(parsed.error, 'body') };
  const { messageId, complaintId, recordedAs = null, ssin = null, dossier = null, about, tone, text, receivedAt, changedAt, ended = null } = parsed.data;
  return {
    id: messageId,
    payload: { reference: complaintId, ours: recordedAs, insz: ssin, dossier, about, tone, text, receivedAt: readInstant(receivedAt), changedAt: readInstant(changedAt), ended: readEnd(ended) },
  };
}

const instant = z.iso.datetime({ offset: true });
const end = z.looseObject({ at: z.unknown() });

/** What is no moment in time stays what it is, and is refused by its name; so is a number, which the house would take for milliseconds. */
function readInstant(given: unknown): unknown {
  const moment = instant.safeParse(given);
  return moment.success ? Date.parse(moment.data) : JSON.stringify(given);
}

function readEnd(given: unknown): unknown {
  const parsed = end.safeParse(given);
  return parsed.success ? { ...parsed.data, at: readInstant(parsed.data.at) } : given;
}

const notProven = (): WireAnswer => refuseSender({ status: 401, type: 'crm-message.not-proven', title: 'The agreed user name and password are needed.', again: false }, challengeBasic('complaints'));
const unreadable = (issues: readonly FieldIssue[]): WireAnswer => refuseSender({ status: 400, type: 'crm-message.unreadable', title: 'This is not what was agreed.', again: false, issues });

/** What the CRM is told of an error: why it does not work at this moment is the house's own business. */
function refused(error: unknown): WireAnswer {
  if (isFailure(error) && error.data.retry === 'never') return refuseSender({ status: error.code, type: error.type, title: error.message, again: false, issues: error.data.issues });
  if (isFailure(error)) return refuseSender({ status: 503, type: 'crm-message.not-now', title: 'It could not be taken in now; send it again.', again: true }, { 'retry-after': '5' });
  throw error;
}
