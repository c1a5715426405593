import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { citizen, crm, crmFailures, mediumSchema, type Citizen } from '../crm.port.ts';
import { complaintBook } from './complaint-book.ts';

const nothing = z.strictObject({});
const contact = z.object({ insz: z.string(), dossier: z.string(), medium: mediumSchema, subject: z.string(), at: z.int() });
const procedure = z.object({ dossier: z.string(), insz: z.string(), closedOn: z.string(), outcome: z.string() });

/** The municipality's CRM: citizens with their preferences, and what it is told about them. It knows nobody of its own accord. */
export function openCrm(env: SandboxEnv<unknown>): OpenSandbox<typeof crm> {
  return openSandbox(crm, env, crmFailures, (means) => {
    const { file, lever, table } = means;
    const citizens = file.documents<Citizen>('citizen');
    const contacts = file.documents<z.output<typeof contact>>('contact');
    const procedures = file.documents<Omit<z.output<typeof procedure>, 'dossier'>>('procedure');
    const versions = file.documents<number>('version');
    const demand = (insz: string): Citizen => {
      const known = citizens.get(insz);
      if (!known) throw crmFailures['unknown-citizen']();
      return known;
    };
    const book = complaintBook(means, demand);
    const versionOf = (insz: string) => String(versions.get(insz) ?? 1);
    const put = (changed: Citizen) => {
      if (citizens.get(changed.insz)) versions.put(changed.insz, Number(versionOf(changed.insz)) + 1);
      citizens.put(changed.insz, changed);
    };
    return {
      operations: {
        citizen: {
          act: ({ insz }) => {
            const known = citizens.get(insz);
            return { citizen: known ? { ...known, version: versionOf(insz) } : null };
          },
        },
        recordContact: { act: (told, { key }) => { demand(told.insz); contacts.put(key, told); return {}; } },
        updateContact: {
          act: ({ insz, version, ...given }) => {
            const known = demand(insz);
            if (version !== versionOf(insz)) throw crmFailures['changed-meanwhile']();
            // As a merge patch: what is left out stays.
            put(citizen.parse({ ...known, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }));
            return {};
          },
        },
        ...book.operations,
        closeProcedure: { act: ({ dossier, ...told }) => { demand(told.insz); procedures.put(dossier, told); return {}; } },
      },
      levers: {
        'put-citizen': lever(
          'Makes the CRM know a citizen.', z.strictObject({ citizen, keep: z.boolean().default(false).describe('Leaves a known citizen as he or she is.') }), nothing,
          ({ citizen: given, keep }) => {
            if (!keep || citizens.get(given.insz) === undefined) put(given);
            return {};
          },
        ),
        citizens: table('All citizens, oldest first.', z.object({ citizens: z.array(citizen) }), () => ({ citizens: citizens.all().map(({ document }) => document) })),
        contacts: table('What the CRM was told about messages, oldest first.', z.object({ contacts: z.array(contact) }), () => ({ contacts: contacts.all().map(({ document }) => document) })),
        ...book.levers,
        procedures: table('The procedures that were closed.', z.object({ procedures: z.array(procedure) }), () => ({
          procedures: procedures.all().map(({ id, document }) => ({ dossier: id, ...document })),
        })),
      },
    };
  });
}
