import { openRestClient, type Noticed, type RestClient } from '#connectors/rest-kit/open-rest-client.ts';
import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { crmFailures, type crm } from '../crm.port.ts';
import { crmOperations } from '../wire/crm-operations.ts';
import { checkCrm } from './check-crm.ts';
import { crmInbound } from './crm-inbound.ts';
import { crmMeanings } from './crm-meanings.ts';
import { crmSettings, type CrmSettings } from './crm-settings.ts';
import { readCitizen } from './read-citizen.ts';

/** The municipality's CRM over REST. */
export const liveCrm = defineLive<PortImplementation<typeof crm>, typeof crmSettings>(crmSettings, {
  open: (env) => crmOver(clientOf(env)),
  check: (env) => checkCrm(env, (notice) => clientOf(env, notice)),
  inbound: crmInbound,
});

function clientOf({ config, secret }: LiveEnv<CrmSettings>, notice?: (noticed: Noticed) => void): RestClient {
  return openRestClient({ place: config, secret, meanings: crmMeanings, notice });
}

function crmOver(client: RestClient): PortImplementation<typeof crm> & AsyncDisposable {
  return {
    citizen: async ({ insz }, call) => {
      const found = await search(client, insz, call);
      return { citizen: found ? readCitizen(found) : null };
    },
    recordContact: async ({ insz: ssin, dossier, medium, subject, at }, call) => {
      await client.ask(crmOperations.recordCommunication, { body: { ssin, dossier, medium, subject, sentAt: new Date(at).toISOString() } }, call);
      return {};
    },
    updateContact: async ({ insz, version, email, mobile, preferredMedium, whatsappOptIn, representative }, call) => {
      // The reference is looked up each time: it is the CRM's, and nothing of ours hangs on it.
      const found = await search(client, insz, call);
      if (!found) throw crmFailures['unknown-citizen']();
      const named = representative && {
        relation: representative.relation, givenName: representative.firstName, familyName: representative.lastName, email: representative.email, mobilePhone: representative.mobile,
      };
      await client.ask(crmOperations.changeCitizen, {
        parameters: { citizenId: found.id },
        // The version that the citizen saw, not the one that was found just now. Whether they differ is for the CRM to say: it may be this very change that was done before.
        ifMatch: `"${version}"`,
        body: { contactData: { email, mobilePhone: mobile }, preferences: { medium: preferredMedium }, consents: { whatsapp: whatsappOptIn }, representative: named },
      }, call);
      return {};
    },
    recordComplaint: async ({ insz: ssin, dossier, complaint: complaintId, about, tone, text, at, answeredBy }, call) => {
      // What 1.0 of the contract does not have is left out where it says nothing new.
      const more = complaintId === undefined ? {} : { complaintId, tone, ...(answeredBy === 'here' && { answeredBy: 'sender' as const }) };
      await client.ask(crmOperations.recordComplaint, { body: { ssin, dossier, about, text, receivedAt: new Date(at).toISOString(), ...more } }, call);
      return {};
    },
    recordComplaintEnd: async ({ reference, outcome, answer, reason, at }, call) => {
      await client.ask(crmOperations.recordComplaintEnd, { body: { complaintId: reference, outcome, ...(answer !== null && { answer }), ...(reason !== null && { reason }), endedAt: new Date(at).toISOString() } }, call);
      return {};
    },
    closeProcedure: async ({ insz: ssin, dossier, closedOn, outcome }, call) => {
      await client.ask(crmOperations.closeProcedure, { body: { ssin, dossier, closedOn, outcome } }, call);
      return {};
    },
    [Symbol.asyncDispose]: () => Promise.resolve(client.close()),
  };
}

/** Who answers about somebody else has not understood the question. */
async function search(client: RestClient, insz: string, call: OutwardCall) {
  const { value: { items: [found] } } = await client.ask(crmOperations.searchCitizens, { body: { ssin: insz } }, call);
  if (found && found.ssin !== insz) throw crmFailures.unreadable();
  return found;
}
