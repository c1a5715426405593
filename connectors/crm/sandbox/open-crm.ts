import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { citizen, crm, crmFailures, mediumSchema, type Citizen } from '../crm.port.ts';

const nothing = z.strictObject({});
const contact = z.object({ insz: z.string(), dossier: z.string(), medium: mediumSchema, subject: z.string(), at: z.int() });
const procedure = z.object({ dossier: z.string(), insz: z.string(), closedOn: z.string(), outcome: z.string() });

/** The municipality's CRM: citizens with their preferences, and what it is told about them. It knows nobody of its own accord. */
export function openCrm(env: SandboxEnv<unknown>): OpenSandbox<typeof crm> {
  return openSandbox(crm, env, crmFailures, ({ file, lever }) => {
    const citizens = file.documents<Citizen>('citizen');
    const contacts = file.documents<z.output<typeof contact>>('contact');
    const procedures = file.documents<Omit<z.output<typeof procedure>, 'dossier'>>('procedure');
    const demand = (insz: string): Citizen => {
      const known = citizens.get(insz);
      if (!known) throw crmFailures['unknown-citizen']();
      return known;
    };
    const change = (insz: string, changed: Partial<Citizen>) => {
      citizens.put(insz, { ...demand(insz), ...changed });
      return {};
    };
    return {
      operations: {
        citizen: { act: ({ insz }) => ({ citizen: citizens.get(insz) ?? null }) },
        recordContact: { act: (told, { key }) => { demand(told.insz); contacts.put(key, told); return {}; } },
        updateContact: {
          // What is left out stays as it is; null takes it away.
          act: ({ insz, email, mobile, preferredMedium }) => change(insz, {
            ...(email !== undefined && { email }), ...(mobile !== undefined && { mobile }), ...(preferredMedium !== undefined && { preferredMedium }),
          }),
        },
        recordRepresentative: { act: ({ insz, representative }) => change(insz, { representative }) },
        closeProcedure: { act: ({ dossier, ...told }) => { demand(told.insz); procedures.put(dossier, told); return {}; } },
      },
      levers: {
        'put-citizen': lever(
          'Makes the CRM know a citizen.', z.strictObject({ citizen, keep: z.boolean().default(false).describe('Leaves a known citizen as he or she is.') }), nothing,
          ({ citizen: given, keep }) => {
            if (!keep || citizens.get(given.insz) === undefined) citizens.put(given.insz, given);
            return {};
          },
        ),
        citizens: lever('All citizens, oldest first.', nothing, z.object({ citizens: z.array(citizen) }), () => ({ citizens: citizens.all().map(({ document }) => document) })),
        contacts: lever('What the CRM was told about messages, oldest first.', nothing, z.object({ contacts: z.array(contact) }), () => ({ contacts: contacts.all().map(({ document }) => document) })),
        procedures: lever('The procedures that were closed.', nothing, z.object({ procedures: z.array(procedure) }), () => ({
          procedures: procedures.all().map(({ id, document }) => ({ dossier: id, ...document })),
        })),
      },
    };
  });
}
