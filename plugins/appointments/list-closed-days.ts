import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';

/** For figures that count working days. */
export const listClosedDays = handle(appointments, 'closedDays', async (ctx, { from, until }) => {
  // Other plugins may ask where this one is switched off and has no settings.
  const closedDays = 'closedDays' in ctx.config ? ctx.config.closedDays : [];
  return { days: closedDays.filter((day) => from <= day && day <= until).toSorted() };
});
