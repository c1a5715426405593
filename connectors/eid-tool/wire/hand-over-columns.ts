/** The lines of the hand-over table, version 1: what we write, by column. The DDL stands in `hand-over-v1.sql`. */
export const handOverColumns = [
  'request_key', 'operation', 'told_at', 'requested_by', 'trace_id', 'dossier', 'card_number', 'new_card_number', 'closed_on', 'delivered_by', 'insz', 'home_service', 'state', 'sequence', 'happened_at',
] as const;
export type HandOverColumn = (typeof handOverColumns)[number];

/** What the tool writes there. */
export const takenColumns = ['entry', 'taken_at', 'refused'] as const;
