import type { Reader } from '#services/kernel/tables.ts';
import { messages, type DeliveryMessage } from './bpost-delivery.store.ts';

/** What bpost told about an arrangement, in the order of its sequence. On rows from before it was sealed, the employee stands in clear. */
export async function messagesOf(reader: Reader, reference: string): Promise<DeliveryMessage[]> {
  const rows = await reader.find(messages, { reference }, { by: [['sequence', 'asc']] });
  return rows.map(({ said, ...row }) => ({ ...row, employee: said?.employee ?? row.employee }));
}
