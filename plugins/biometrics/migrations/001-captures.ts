import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const biometrics001 = defineMigration('biometrics/001-captures', async (schema) => {
  const sealed = column.sealed(z.unknown());
  await schema.createTable('biometrics_captures', {
    dossier: column.id(), version: column.integer(), visit: column.nullable(column.id()), official: column.text(100), device: column.text(100), identity: column.text(20),
    asked: column.flag(), failure: column.nullable(column.text(100)), tries: column.integer(), outcome: column.nullable(column.text(40)), registration: column.text(20),
    attempt: column.nullable(column.id()), effect: column.nullable(column.id()), sealed: column.nullable(column.id()), reference: column.nullable(column.text(200)),
    rejection: column.nullable(column.text(80)), exception: column.nullable(column.text(100)), personal: sealed,
  }, { key: ['dossier'] });
  await schema.createTable('biometrics_orders', {
    dossier: column.id(), number: column.integer(), state: column.text(20), attempt: column.id(), effect: column.id(), procedure: column.text(10), orderedAt: column.instant(),
    order: column.nullable(column.text(200)), expectedOn: column.nullable(column.day()), exception: column.nullable(column.text(100)), personal: column.nullable(sealed),
  }, { key: ['dossier', 'number'] });
});
