import { handle } from '#services/kernel/plugin.ts';
import type { Where } from '#services/kernel/table.ts';
import { complaints } from './complaints.contract.ts';
import { complaintRows, endedStates, openStates } from './complaints.store.ts';
import { lineOf } from './view-complaint.ts';

type Asked = Where<typeof complaintRows>;

/** All that is asked is asked of the database. What is open comes by its day, what has ended the latest first. */
export const listComplaints = handle(complaints, 'list', async (ctx, { state, tone, about, source, limit, offset }) => {
  const today = ctx.today();
  const open: Asked = { state: { in: openStates } };
  // What has no day is not past it, and what has ended has none to keep.
  const overdue: Asked = { ...open, dueOn: { lt: today } };
  const among = state === undefined ? {} : state === 'open' ? open : state === 'overdue' ? overdue : { state };
  const where: Asked = { ...among, ...(tone && { tone }), ...(about && { about }), ...(source && { source }) };
  const ended = state === undefined || endedStates.some((one) => one === state);
  const by = ended ? [['receivedAt', 'desc'], ['id', 'desc']] as const : [['dueOn', 'asc'], ['id', 'asc']] as const;
  const [rows, total, opened, late] = await Promise.all([
    ctx.store.find(complaintRows, where, { by, limit, offset }), ctx.store.count(complaintRows, where), ctx.store.count(complaintRows, open), ctx.store.count(complaintRows, overdue),
  ]);
  return { complaints: rows.map((row) => lineOf(row, today)), total, open: opened, overdue: late };
});
