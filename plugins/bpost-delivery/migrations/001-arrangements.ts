import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const bpostDelivery001 = defineMigration('bpost-delivery/001-arrangements', async (schema) => {
  await schema.createTable('bpost_delivery_arrangements', {
    reference: column.id(), dossier: column.id(), round: column.integer(), state: column.text(20), start: column.instant(), end: column.instant(),
    momentSetAt: column.instant(), agreedStart: column.nullable(column.instant()), agreedEnd: column.nullable(column.instant()),
    orderReference: column.nullable(column.text(100)), barcode: column.nullable(column.text(100)), custody: column.text(20),
    handedToBpostAt: column.nullable(column.instant()), lastMessageAt: column.nullable(column.instant()),
  }, { key: ['reference'], unique: [['dossier', 'round']] });
  await schema.createTable('bpost_delivery_messages', {
    reference: column.id(), sequence: column.integer(), event: column.text(30), at: column.instant(), recordedAt: column.instant(),
    employee: column.nullable(column.text(50)), reason: column.nullable(column.text(80)), start: column.nullable(column.instant()), end: column.nullable(column.instant()),
    held: column.nullable(column.text(30)),
  }, { key: ['reference', 'sequence'] });
});
