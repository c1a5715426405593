import { houseCaller } from '#services/host/handle-delivery.ts';
import { makeCtx } from '#services/host/make-ctx.ts';
import { runAction } from '#services/host/run-action.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { indicatorsPlugin } from '#plugins/indicators/indicators.plugin.ts';
import { indicatorTables } from '#plugins/indicators/indicators.store.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import type { Deed, Disorder } from './draw-disorder.ts';

/** Each is what the wiring says, whatever its contract. */
const plugin: AnyPlugin = indicatorsPlugin;
const numbered = (kind: string, index: number) => `01900000-0000-7000-${kind}000-${String(index).padStart(12, '0')}`;
export const complaintOf = (index: number): string => numbered('9', index);

/** In Gent, emptied of all dossiers and figures before: what was drawn, in its disorder; then what is left of it, each told once more, and one night. */
export async function liveInDisorder(t: TestHouse, { lives, complaints, renewals, deeds }: Disorder): Promise<void> {
  const { house: { engine } } = t;
  await inGent(t, async (work) => { for (const table of [...indicatorTables, history, dossiers]) await work.remove(table, {}); });
  const ids = lives.map((_life, index) => numbered('8', index));
  const idAt = (index: number) => ids[index % ids.length] ?? '';
  const written = lives.map(() => 0);

  const write = (index: number) => inGent(t, async (work) => {
    const [line, dossier] = [lives[index]?.[written[index] ?? 0], ids[index] ?? ''];
    if (!line) return;
    const { sequence, state, occurredAt, ground, deliverBy } = line;
    written[index] = sequence;
    const stands = { state, sequence, stateSince: occurredAt, ...(ground && { ground: said(ground) }), ...(deliverBy && { deliverBy: said(deliverBy) }) };
    if (sequence > 1) await work.update(dossiers, { id: dossier }, stands);
    else await work.insert(dossiers, { id: dossier, person: dossier, cardIndex: `v1:${dossier}`, cycle: 1, expiresOn: '2027-01-01', openedAt: occurredAt, personal: { cardNumber: '' }, ...stands });
    await work.insert(history, { dossier, recordedAt: work.at, ...line });
  });
  const ctx = makeCtx(engine, { plugin, municipality: 'gent', caller: houseCaller('gent', 'event:test'), traceId: 'test', why: 'test' });
  const hear = (dossier: string, by: CommandCtx = ctx) => plugin.listens?.['journey.moved']?.(by, { dossier, sequence: 1, move: 'remind', from: 'invited', state: 'invited', occurredAt: 0 });
  /** All is done but the commit. */
  const killed: CommandCtx = { ...ctx, work: (body) => ctx.work(async (work: Work) => { await body(work); throw new Error('killed'); }) };
  const facts = [
    ...complaints.flatMap(({ of, filedAt, tone, judged }, index) => {
      const told = { complaint: complaintOf(index), dossier: idAt(of) };
      return [() => plugin.listens?.['complaints.filed']?.(ctx, { ...told, tone, at: filedAt }), ...judged.map((one) => () => plugin.listens?.['complaints.judged']?.(ctx, { ...told, tone: one.tone, at: filedAt + one.after }))];
    }),
    ...renewals.map(({ of, at }, index) => () => plugin.listens?.['invitation.renewedAtCounter']?.(ctx, { renewal: numbered('a', index), dossier: of === null ? null : idAt(of), at })),
  ];
  const doing: Readonly<Record<Deed, (which: number) => Promise<unknown> | undefined>> = {
    write: (which) => write(which % lives.length),
    hear: (which) => hear(idAt(which)),
    tell: (which) => facts[which % facts.length]?.(),
    break: (which) => hear(idAt(which), killed)?.catch(() => undefined),
    night: () => runJob(t, 'indicators', 'catch-up'),
    rebuild: () => runAction(engine, plugin, 'rebuild', {}, { caller: as('administrator'), traceId: 'test' }),
    // The figures outlive whose they are.
    forget: (which) => inGent(t, async (work) => {
      const id = idAt(which);
      if (isFinal(journey, (await work.first(dossiers, { id }))?.state ?? journey.initial)) await work.update(dossiers, { id, person: id }, { person: id, cardIndex: `emptied:${id}`, personal: { cardNumber: '' }, emptiedAt: work.at });
    }),
  };
  for (const { what, which } of deeds) await doing[what](which);
  for (const [index, lines] of lives.entries()) while ((written[index] ?? 0) < lines.length) await write(index);
  for (const tell of facts) await tell();
  await runJob(t, 'indicators', 'catch-up');
}

function said<T>(value: T | 'none'): T | null {
  return value === 'none' ? null : value;
}
