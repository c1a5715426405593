import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { defineLever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import { citizen, crm, crmFailures, mediumSchema, type Citizen } from '../crm.port.ts';

const nothing = z.strictObject({});
const contact = z.object({ insz: z.string(), dossier: z.string(), medium: mediumSchema, subject: z.string(), at: z.int() });
type Contact = z.output<typeof contact>;

/** The municipality's CRM: citizens with their preferences, and what it is told about them. */
export function openCrm(env: SandboxEnv<unknown>): OpenSandbox<typeof crm> {
  return openSandbox(crm, env, crmFailures, ({ file }) => {
    const citizens = file.documents<Citizen>('citizen');
    const contacts = file.documents<Contact>('contact');
    const procedures = file.documents<{ insz: string; closedOn: string; outcome: string }>('procedure');
    const change = (insz: string, changed: Partial<Citizen>) => {
      const known = citizens.get(insz);
      if (!known) throw crmFailures['unknown-citizen']();
      citizens.put(insz, { ...known, ...changed });
      return {};
    };
    return {
      operations: {
        citizen: { act: ({ insz }) => ({ citizen: citizens.get(insz) ?? null }) },
        recordContact: { act: (told, { key }) => { change(told.insz, {}); contacts.put(key, told); return {}; } },
        updateContact: {
          act: ({ insz, email, mobile, preferredMedium }) => change(insz, {
            ...(email !== undefined && { email }), ...(mobile !== undefined && { mobile }), ...(preferredMedium !== undefined && { preferredMedium }),
          }),
        },
        recordRepresentative: { act: ({ insz, representative }) => change(insz, { representative }) },
        closeProcedure: { act: ({ dossier, ...told }) => { change(told.insz, {}); procedures.put(dossier, told); return {}; } },
      },
      levers: {
        'put-citizen': defineLever(
          'Makes the CRM know a citizen.', z.strictObject({ citizen, keep: z.boolean().default(false).describe('Leaves a known citizen as he or she is.') }), nothing,
          ({ citizen: added, keep }) => {
            if (!keep || citizens.get(added.insz) === undefined) citizens.put(added.insz, added);
            return {};
          },
        ),
        citizens: defineLever('All citizens.', nothing, z.object({ citizens: z.array(citizen) }), () => ({ citizens: citizens.all().map(({ document }) => document) })),
        contacts: defineLever('What the CRM was told about messages.', nothing, z.object({ contacts: z.array(contact) }), () => ({ contacts: contacts.all().map(({ document }) => document) })),
      },
    };
  });
}
