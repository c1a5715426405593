import { failures } from '#services/kernel/failure.ts';
import type { Work } from '#services/kernel/context.ts';
import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import { administration } from './administration.contract.ts';
import { settingsOf } from './configuration-schemas.ts';
import { inForce } from './in-force.ts';
import { changesOf, planChange, planGoingBack, schemaOfPart, startOf, type AdministrationControls, type Place, type Planning } from './plan-change.ts';
import { settingChanges, settingHeads } from './settings.store.ts';
import { showMunicipality, tellMunicipality } from './show-municipality.ts';
import { maskedSettings } from './written-settings.ts';

export const administrationFailures = failures('administration', {
  'changed-since': { status: 409, retry: 'never', title: 'Something was changed since this was planned: plan it again.' },
  'does-not-hold': { status: 422, retry: 'never', title: 'With this change the municipality would not hold together; nothing was changed.' },
  'nothing-before': { status: 409, retry: 'never', title: 'There are no earlier settings to go back to.' },
  'unknown-part': { status: 404, retry: 'never', title: 'There is no such plugin, connector or side of a connector here.' },
  'unknown-version': { status: 404, retry: 'never', title: 'This municipality never had a version of that number.' },
});

/** @param controls asked for at each call, because the node opens after its plugins are wired */
export function administrationPlugin(controls: () => AdministrationControls): Plugin<typeof administration> {
  const placeOf = (work: { readonly municipality: string | { readonly id: string } }, reader: Place['reader'], at: number): Place => (
    { reader, municipality: typeof work.municipality === 'string' ? work.municipality : work.municipality.id, at, controls: controls() });

  /** In one transaction: two who change at once cannot both raise the version. */
  const carryOut = async (work: Work, planning: Planning, asked: { readonly version: number; readonly why: string }, done: string): Promise<number> => {
    const { plan, planned } = planning;
    const version = asked.version + 1;
    const raised = plan.version === asked.version && (asked.version === 0 ? await work.insertIfNew(settingHeads, { name: 'settings', version }) : await work.update(settingHeads, { name: 'settings', version: asked.version }, { version }) === 1);
    if (!raised) throw administrationFailures['changed-since']();
    if (!plan.holds) throw administrationFailures['does-not-hold']({ issues: plan.problems.map((detail) => ({ in: 'body', name: planned.what ?? 'to', detail })) });
    await work.insert(settingChanges, { version, ...planned, by: work.actor, at: work.at, recordedAt: controls().realNow(), why: asked.why });
    await work.audit({ what: `administration.${planned.deed}`, why: `${done}, version ${version}: ${asked.why}`, result: 'done' });
    return version;
  };

  return definePlugin(administration, {
    actions: {
      show: handle(administration, 'show', async (ctx) => showMunicipality(controls(), ctx.municipality.id, await changesOf(ctx.store))),
      settings: handle(administration, 'settings', async (ctx, asked) => {
        const place = { controls: controls(), municipality: ctx.municipality.id };
        const { mode, settings } = startOf(place, await changesOf(ctx.store), asked);
        const schema = schemaOfPart(place, { ...asked, mode });
        if (!schema) throw administrationFailures['unknown-part']({ issues: [{ in: 'query', name: 'what', detail: 'there is no such part here' }] });
        return { mode, schema: { ...settingsOf(schema) }, settings: maskedSettings(settings) ?? {} };
      }),
      municipality: handle(administration, 'municipality', async (ctx) => tellMunicipality(controls().municipalityOf(ctx.municipality.id).definition)),
      history: handle(administration, 'history', async (ctx, { limit }) => ({
        changes: (await ctx.store.find(settingChanges, {}, { by: [['version', 'desc']], limit })).map(({ version, deed, part, what, backTo, by, why, recordedAt }) => ({ version, deed, part, what, backTo, by, why, at: recordedAt })),
      })),
      plan: handle(administration, 'plan', async (ctx, asked) => (await planChange(placeOf(ctx, ctx.store, ctx.now()), asked)).plan),
      apply: handle(administration, 'apply', async (ctx, { version, why, ...asked }) => {
        const answer = await ctx.answer(async (work) => ({ version: await carryOut(work, await planChange(placeOf(work, work, work.at), asked), { version, why }, `${asked.part} ${asked.what}`) }));
        await controls().changed();
        return answer;
      }),
      planRollback: handle(administration, 'planRollback', async (ctx, { to }) => {
        const place = placeOf(ctx, ctx.store, ctx.now());
        const target = await targetOf(place, to);
        return { ...(await planGoingBack(place, target)).plan, to: target };
      }),
      rollback: handle(administration, 'rollback', async (ctx, { to, version, why }) => {
        const answer = await ctx.answer(async (work) => {
          const place = placeOf(work, work, work.at);
          const target = await targetOf(place, to);
          return { version: await carryOut(work, await planGoingBack(place, target), { version, why }, `to version ${target}`), to: target };
        });
        await controls().changed();
        return answer;
      }),
    },
    routes: [
      { method: 'GET', path: '/administration', action: 'administration.show' },
      { method: 'GET', path: '/administration/settings', action: 'administration.settings' },
      { method: 'GET', path: '/administration/municipality', action: 'administration.municipality' },
      { method: 'GET', path: '/administration/history', action: 'administration.history' },
      { method: 'POST', path: '/administration/plan', action: 'administration.plan' },
      { method: 'POST', path: '/administration/apply', action: 'administration.apply' },
      { method: 'POST', path: '/administration/plan-rollback', action: 'administration.planRollback' },
      { method: 'POST', path: '/administration/rollback', action: 'administration.rollback' },
    ],
  });
}

/** The version that is gone back to: the one that is named, or the last one before the present that holds together. Going back twice goes back further. */
async function targetOf({ reader, municipality, controls }: Place, to: number | undefined): Promise<number> {
  const changes = await changesOf(reader);
  const head = changes.at(-1)?.version ?? 0;
  if (to !== undefined) {
    if (to >= head) throw administrationFailures['unknown-version']({ issues: [{ in: 'body', name: 'to', detail: `a version before ${head}` }] });
    return to;
  }
  const contentOf = (version: number): number => {
    const change = changes.find((candidate) => candidate.version === version);
    return change?.deed === 'rollback' ? contentOf(change.backTo ?? 0) : version;
  };
  for (let version = contentOf(head) - 1; version >= 0; version -= 1) {
    const found = inForce(controls.definitionOf(municipality), changes.filter((change) => change.version <= version), controls.offer);
    if (controls.check(found).problems.length === 0) return version;
  }
  throw administrationFailures['nothing-before']();
}
