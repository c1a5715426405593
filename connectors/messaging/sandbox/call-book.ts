import { z } from 'zod';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { failures } from '#services/kernel/failure.ts';
import { callOutcome, messaging } from '../messaging.port.ts';

export const callBookFailures = failures('messaging-sandbox', {
  'unknown-call': { status: 404, retry: 'never', title: 'No such call waits at the contact centre.' },
});

const nothing = z.strictObject({});
const booked = messaging.operations.offerCall.input.extend({
  state: z.enum(['waiting', 'ended', 'withdrawn']),
  /** Of each try, the earliest first. */
  outcomes: z.array(callOutcome),
});
type Booked = z.output<typeof booked>;
const unknown = { waiting: false };

/** The book of a contact centre: calls by our number. One that was withdrawn stays so, also when it is offered later. */
export function callBook({ file, lever, post, now }: SandboxMeans) {
  const calls = file.documents<Booked>('call');
  const withdrawn = file.documents<typeof unknown>('withdrawn-call');
  return {
    operations: {
      offerCall: {
        act: (offered: z.output<typeof messaging.operations.offerCall.input>) => {
          if (!calls.get(offered.call) && !withdrawn.get(offered.call)) calls.put(offered.call, { ...offered, state: 'waiting', outcomes: [] });
          return {};
        },
      },
      withdrawCall: {
        act: ({ call }: z.output<typeof messaging.operations.withdrawCall.input>) => {
          const known = calls.get(call);
          if (known?.state === 'waiting') calls.put(call, { ...known, state: 'withdrawn' });
          if (!known) withdrawn.put(call, unknown);
          return {};
        },
      },
    },
    levers: {
      calls: lever('Calls that the contact centre was offered, oldest first.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ calls: z.array(booked) }), ({ dossier }) => ({
        calls: calls.all().map(({ document }) => document).filter((call) => dossier === undefined || call.dossier === dossier),
      })),
      outcome: lever('The contact centre made a call, and tells how it ended.', z.strictObject({ call: z.uuid(), outcome: callOutcome }), nothing, ({ call, outcome }) => {
        const known = calls.get(call);
        if (known?.state !== 'waiting') throw callBookFailures['unknown-call']();
        calls.put(call, { ...known, state: outcome === 'no-answer' ? 'waiting' : 'ended', outcomes: [...known.outcomes, outcome] });
        post('callOutcome', { call, outcome, at: now() });
        return {};
      }),
    },
  };
}
