import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const payment001 = defineMigration('payment/001-payments', async (schema) => {
  await schema.createTable('payment_payments', {
    id: column.id(), dossier: column.id(), reference: column.text(35), method: column.text(20), amount: column.integer(), state: column.text(20),
    externalId: column.nullable(column.text(100)), checkoutUrl: column.nullable(column.text(1000)), iban: column.nullable(column.text(40)),
    beneficiary: column.nullable(column.text(100)), communication: column.text(20), expiresAt: column.instant(), createdAt: column.instant(),
    paidAt: column.nullable(column.instant()), toVerify: column.flag(), refundReason: column.nullable(column.text(60)),
  }, { key: ['id'], unique: [['reference']], indexes: [['dossier', 'createdAt'], ['externalId'], ['state', 'expiresAt'], ['toVerify']] });
  await schema.createTable('payment_communications', { communication: column.text(20), payment: column.id() }, { key: ['communication'] });
  await schema.createTable('payment_credits', {
    bankReference: column.text(100), amount: column.integer(), valueDate: column.day(), communication: column.nullable(column.text(20)),
    payment: column.nullable(column.id()), problem: column.nullable(column.text(30)), receivedAt: column.instant(),
  }, { key: ['bankReference'], indexes: [['receivedAt']] });
});
