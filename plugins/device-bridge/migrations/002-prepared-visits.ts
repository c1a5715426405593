import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const deviceBridge002 = defineMigration('device-bridge/002-prepared-visits', async (schema) => {
  await schema.addColumns('device_bridge_visits', { newCard: column.nullable(column.sealed(z.unknown())) });
  await schema.addColumns('device_bridge_requests', {
    start: column.nullable(column.text(20)), until: column.nullable(column.instant()), deviceTries: column.nullable(column.integer()),
    step: column.nullable(column.text(20)), stepFinger: column.nullable(column.text(20)), stepQuality: column.nullable(column.integer()), stepAt: column.nullable(column.instant()),
    result: column.nullable(column.text(20)), triesLeft: column.nullable(column.integer()),
  });
}, { additive: true });
