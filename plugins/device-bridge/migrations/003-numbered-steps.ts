import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const deviceBridge003 = defineMigration('device-bridge/003-numbered-steps', async (schema) => {
  await schema.addColumns('device_bridge_visits', { cardRead: column.nullable(column.text(10)), cardReadAt: column.nullable(column.instant()) });
  await schema.addColumns('device_bridge_requests', { stepNumber: column.nullable(column.integer()), steps: column.nullable(column.longText()) });
}, { additive: true });
