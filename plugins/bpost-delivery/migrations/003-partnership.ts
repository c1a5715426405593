import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const bpostDelivery003 = defineMigration('bpost-delivery/003-partnership', async (schema) => {
  await schema.createTable('bpost_delivery_agreements', {
    id: column.id(), reference: column.text(80), region: column.text(60), postcodes: column.longText(), firstDay: column.day(), lastDay: column.day(), leadDays: column.integer(), promisedDays: column.integer(),
    capacity: column.nullable(column.integer()), capacityPer: column.nullable(column.text(10)), recordedAt: column.instant(), recordedBy: column.text(100),
    withdrawnOn: column.nullable(column.day()), withdrawnBy: column.nullable(column.text(100)), withdrawnBecause: column.nullable(column.text(60)), takenAt: column.nullable(column.instant()),
  }, { key: ['id'], indexes: [['lastDay']] });
  await schema.createTable('bpost_delivery_certifications', {
    employee: column.text(20), notice: column.text(60), event: column.text(10), decidedAt: column.instant(), recordedAt: column.instant(), recordedBy: column.text(100), sequence: column.nullable(column.integer()),
    firstDay: column.nullable(column.day()), lastDay: column.nullable(column.day()), reason: column.nullable(column.text(60)), said: column.nullable(column.sealed(z.unknown())),
  }, { key: ['employee', 'notice'], indexes: [['lastDay']] });
  await schema.createTable('bpost_delivery_lead_times', {
    dossier: column.id(), agreement: column.nullable(column.id()), region: column.text(60), deliveredOn: column.day(), totalDays: column.text(4), productionDays: column.text(4), ownDays: column.text(4),
    withBpostDays: column.text(4), promisedDays: column.nullable(column.integer()), withinPromise: column.nullable(column.flag()),
  }, { key: ['dossier'], indexes: [['deliveredOn', 'region', 'totalDays']] });
  await schema.addColumns('bpost_delivery_arrangements', { agreement: column.nullable(column.id()), region: column.nullable(column.text(60)) });
  await schema.addIndex('bpost_delivery_arrangements', ['agreement', 'start']);
  await schema.addIndex('bpost_delivery_messages', ['held']);
});
