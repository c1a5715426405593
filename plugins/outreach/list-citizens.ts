import { handle } from '#services/kernel/plugin.ts';
import { outreach } from './outreach.contract.ts';
import { citizensOf } from './view-citizen.ts';

export const listCitizens = handle(outreach, 'list', async (ctx, { year, standing, step, medium, limit, offset }) => {
  const { citizens } = await citizensOf(ctx, year);
  const asked = citizens.filter((one) => (standing === undefined || one.standing === standing) && (step === undefined || one.step === step) && (medium === undefined || one.toldBy === medium));
  return { citizens: asked.slice(offset, offset + limit), total: asked.length };
});
