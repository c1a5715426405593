import { Problem } from '#connectors/rest-kit/problem.ts';
import { restFront, type RestHandlers } from '#connectors/rest-kit/rest-front.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { crm, crmFailures } from '../../crm.port.ts';
import { crmOperations } from '../../wire/crm-operations.ts';
import { crmProblems } from '../../wire/crm-problems.ts';
import type { References } from './keep-references.ts';
import { writeCitizen } from './write-citizen.ts';

interface CrmFrontOptions {
  readonly side: PortImplementation<typeof crm>;
  readonly references: References;
  readonly letsIn: (headers: WireRequest['headers']) => boolean;
}

/** The sandbox over the wire of the contract. */
export function crmFront({ side, references, letsIn }: CrmFrontOptions): WireHandler {
  return restFront({ operations: crmOperations, handlers: handlersOver(side, references), letsIn, problemOf: stateFailures('crm', crmProblems, { down: 'unavailable', lost: 'no-answer' }) });
}

function handlersOver(side: PortImplementation<typeof crm>, references: References): RestHandlers<typeof crmOperations> {
  return {
    health: () => Promise.resolve({ value: { status: 'UP' } }),
    searchCitizens: async ({ body: { ssin } }, call) => {
      const { citizen } = crm.operations.citizen.output.parse(await side.citizen({ insz: ssin }, call));
      return { value: { items: citizen ? [writeCitizen(citizen, references.of(ssin))] : [] } };
    },
    changeCitizen: async ({ parameters: { citizenId }, ifMatch, body: { contactData, preferences, consents, representative } }, call) => {
      const insz = references.inszOf(citizenId);
      if (insz === undefined) throw crmFailures['unknown-citizen']();
      const named = representative && { relation: representative.relation, firstName: representative.givenName, lastName: representative.familyName, email: representative.email, mobile: representative.mobilePhone };
      await side.updateContact({
        insz, version: versionIn(ifMatch), email: contactData?.email, mobile: contactData?.mobilePhone, preferredMedium: preferences?.medium, whatsappOptIn: consents?.whatsapp, representative: named,
      }, call);
      return {};
    },
    recordCommunication: async ({ body: { ssin, dossier, medium, subject, sentAt } }, call) => {
      await side.recordContact({ insz: ssin, dossier, medium, subject, at: Date.parse(sentAt) }, call);
      return {};
    },
    recordComplaint: async ({ body: { ssin, dossier, complaintId, about, tone, text, receivedAt, answeredBy } }, call) => {
      await side.recordComplaint({ insz: ssin, dossier, complaint: complaintId, about, tone, text, at: Date.parse(receivedAt), answeredBy: answeredBy === 'sender' ? 'here' : 'crm' }, call);
      return {};
    },
    recordComplaintEnd: async ({ body: { complaintId, outcome, answer = null, reason = null, endedAt } }, call) => {
      await side.recordComplaintEnd({ reference: complaintId, dossier: null, outcome, answer, reason, at: Date.parse(endedAt) }, call);
      return {};
    },
    closeProcedure: async ({ body: { ssin, dossier, closedOn, outcome } }, call) => {
      await side.closeProcedure({ insz: ssin, dossier, closedOn, outcome }, call);
      return {};
    },
  };
}

/** One strong entity tag (RFC 9110): `*`, a list or a weak one would write over what nobody has seen. */
function versionIn(ifMatch: string): string {
  const version = /^"([\x21\x23-\x7e]{1,200})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new Problem('belgif:badRequest', 400, 'The request does not keep to the contract.', { issues: [{ in: 'header', name: 'if-match', detail: 'one version between double quotes' }] });
  return version;
}
