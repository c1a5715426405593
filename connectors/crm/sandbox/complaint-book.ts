import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { failures } from '#services/kernel/failure.ts';
import { complaintAnswerer, complaintSubject, complaintTone, crm, crmFailures } from '../crm.port.ts';

export const complaintBookFailures = failures('crm-sandbox', {
  'no-such-complaint': { status: 404, retry: 'never', title: 'No such complaint stands in the CRM.' },
});

const nothing = z.strictObject({});
const end = z.object({ outcome: z.enum(['answered', 'closed']), answer: z.string().nullable(), reason: z.string().nullable(), at: z.int() });
const noted = z.object({
  insz: z.string().nullable(), dossier: z.string().nullable(), about: complaintSubject, text: z.string(), at: z.int(),
  /** Our number, where it was noted for us; `tone` is unknown of what an earlier release noted. */
  complaint: z.string().nullable(), tone: complaintTone.nullable(), answeredBy: complaintAnswerer, ended: end.nullable(),
});
type Noted = z.output<typeof noted>;
type Inputs = { readonly [K in 'recordComplaint' | 'recordComplaintEnd']: z.output<(typeof crm.operations)[K]['input']> };
const { insz, dossier, about, tone, text } = crm.messages.complaint.payload.shape;

/** The complaints of a CRM: those that it was given, and those that came in there, each under a reference of its own. */
export function complaintBook({ file, lever, table, post, now }: SandboxMeans, demand: (insz: string) => unknown) {
  const complaints = file.documents<Noted>('complaint');
  const known = (reference: string) => complaints.all().find(({ id, document }) => id === reference || document.complaint === reference);
  const tell = (reference: string, { insz: who, dossier: of, about: what, text: words, at, complaint, tone: how, ended }: Noted) => post('complaint', {
    reference, ours: complaint, insz: who, dossier: of, about: what, tone: how ?? 'negative', text: words, receivedAt: at, changedAt: now(), ended: ended && { outcome: ended.outcome, at: ended.at },
  });
  return {
    operations: {
      recordComplaint: {
        act: ({ complaint, tone: how, ...told }: Inputs['recordComplaint'], { key }: { readonly key: string }) => {
          demand(told.insz);
          complaints.put(key, { ...told, complaint: complaint ?? null, tone: how ?? null, ended: null });
          return {};
        },
      },
      recordComplaintEnd: {
        act: ({ reference, outcome, answer, reason, at }: Inputs['recordComplaintEnd']) => {
          const found = known(reference);
          if (!found) throw crmFailures['unknown-complaint']();
          complaints.put(found.id, { ...found.document, ended: { outcome, answer, reason, at } });
          return {};
        },
      },
    },
    levers: {
      complaints: table('The complaints that the CRM holds, oldest first.', z.object({ complaints: z.array(noted.extend({ reference: z.string() })) }), () => ({
        complaints: complaints.all().map(({ id, document }) => ({ reference: id, ...document })),
      })),
      complain: lever(
        'Somebody complains at the CRM, which tells us.',
        z.strictObject({ insz: insz.default(null), dossier: dossier.default(null), about, tone, text, at: z.int().optional().describe('When it came in; now when left out.') }), z.object({ reference: z.string() }),
        ({ at = now(), ...said }) => {
          const reference = randomUUID();
          const complaint: Noted = { ...said, at, complaint: null, answeredBy: 'crm', ended: null };
          complaints.put(reference, complaint);
          tell(reference, complaint);
          return { reference };
        },
      ),
      'end-complaint': lever('The CRM answers a complaint, or ends it, and tells us.', z.strictObject({ reference: z.string().min(1).max(64), outcome: end.shape.outcome }), nothing, ({ reference, outcome }) => {
        const found = known(reference);
        if (!found) throw complaintBookFailures['no-such-complaint']();
        const ended: Noted = { ...found.document, ended: { outcome, answer: null, reason: null, at: now() } };
        complaints.put(found.id, ended);
        tell(found.id, ended);
        return {};
      }),
    },
  };
}
