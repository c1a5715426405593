import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { delivererSchema, groundSchema } from './ground.ts';
import { journey as table, type Move, type State } from './journey.states.ts';

const stateSchema = z.enum(Object.keys(table.states) as [State, ...State[]]);
const moveSchema = z.string<Move>();
const phaseSchema = z.enum(['invitation', 'request', 'biometrics', 'delivery', 'ended']);
const dossier = z.uuid();

/** What everyone may know of a dossier: no personal data. */
export const dossierView = z.object({
  dossier, state: stateSchema, phase: phaseSchema,
  meaning: z.string().describe('What the state means, in one sentence.'),
  ground: groundSchema.nullable(), deliverBy: delivererSchema.nullable(),
  expiresOn: z.iso.date().describe('Day on which the present eID expires.'),
  openedAt: z.int().describe('Epoch milliseconds UTC.'), stateSince: z.int(),
  dueAt: z.int().nullable().describe('By when the next step is due: the end of the visit that stands, else of the day on which the card expires. Null once it has ended.'),
  previous: z.uuid().nullable().describe('The ended dossier that this one reopens.'),
});

export const timelineStep = z.object({
  sequence: z.int(), at: z.int().describe('When it happened, epoch milliseconds UTC.'), recordedAt: z.int(),
  move: z.string(), state: stateSchema, by: z.string().describe('Reference of who did it, never a name.'), reason: z.string().nullable(),
});

/** The dossiers themselves: always on, whatever plugins a municipality has. */
export const journeyContract = defineContract('journey', {
  title: 'Dossiers and their history',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    show: { kind: 'query', summary: 'One dossier with its timeline.', scope: 'journey:read', input: z.strictObject({ dossier }), output: dossierView.extend({ moves: z.array(moveSchema).describe('Moves that the journey allows from here.'), timeline: z.array(timelineStep), effects: z.array(z.object({
      system: z.string(), operation: z.string(), attempts: z.int(), state: z.string(),
    })).describe('What was asked of the outside systems for this dossier, in order.') }) },
    list: {
      kind: 'query', summary: 'The worklist: dossiers that answer to all that is asked, in the order that is asked.', scope: 'journey:list',
      input: z.strictObject({
        state: stateSchema.optional(), phase: phaseSchema.optional(), ground: groundSchema.optional(), deliverBy: delivererSchema.optional(),
        late: z.string().meta({ examples: ['true'] }).pipe(z.stringbool()).optional().describe('Only dossiers of which the next step is overdue.'),
        reference: z.string().regex(/^[0-9a-f]{1,8}(-[0-9a-f-]{0,27})?$/i).optional().describe('How the number of the dossier begins.'),
        sort: z.enum(['waiting', 'urgent']).default('waiting').describe('The longest in their state first, or what is due soonest.'),
        open: z.string().meta({ examples: ['true'] }).pipe(z.stringbool()).optional().describe('Only dossiers that have not ended.'), limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).default(0),
      }),
      output: z.object({ dossiers: z.array(dossierView), total: z.int() }),
    },
    find: {
      kind: 'command', summary: 'The dossiers of one citizen, by national number. Leaves an audit entry.', scope: 'journey:find',
      input: z.strictObject({ insz: inszSchema.describe('National register number (INSZ), 11 digits.') }), output: z.object({ dossiers: z.array(dossierView) }),
    },
  },
  events: {
    opened: z.object({ dossier, ground: groundSchema.nullable(), reason: z.string() }).describe('There is a dossier for a card that expires.'),
    moved: z.object({ dossier, sequence: z.int(), move: moveSchema, from: stateSchema, state: stateSchema, occurredAt: z.int() }).describe('The dossier stands elsewhere in its journey.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof journeyContract> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof journeyContract> {}
}
