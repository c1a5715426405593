import type { Outcome } from '#services/kernel/plugin.ts';
import { laneOf } from './arrange-delivery.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { arrangements } from './bpost-delivery.store.ts';

type BpostOutcome<Name extends 'bpost.announceDelivery' | 'bpost.changeMoment'> = Outcome<typeof bpostDelivery, Name>;

export const announced: BpostOutcome<'bpost.announceDelivery'> = {
  done: async (work, { input: { reference, moment }, output }) => {
    const arrangement = await work.first(arrangements, { reference });
    if (!arrangement) return;
    await work.update(arrangements, { reference }, { ...output, agreedStart: moment.start, agreedEnd: moment.end });
    if (await work.update(arrangements, { reference, state: 'arranging' }, { state: 'announced' }) > 0) {
      await work.emit('announced', { dossier: arrangement.dossier, start: moment.start });
    } else if (arrangement.state === 'refused') {
      // Accepted after all, when a person replayed it: someone else delivers by now.
      await work.dispatch('bpost.cancelDelivery', { reference, reason: 'delivered-otherwise' }, laneOf(reference, arrangement.dossier));
      await work.update(arrangements, { reference }, { state: 'cancelled' });
    }
  },
  failed: async (work, { input: { reference }, dossier, failure }) => {
    if (await work.update(arrangements, { reference, state: 'arranging' }, { state: 'refused' }) === 0 || dossier === null) return;
    await work.emit('refused', { dossier, reason: failure.type });
  },
};

export const momentChanged: BpostOutcome<'bpost.changeMoment'> = {
  done: async (work, { input: { reference, moment } }) => { await work.update(arrangements, { reference }, { agreedStart: moment.start, agreedEnd: moment.end }); },
  /** bpost keeps to the moment that it had accepted: so do we, unless yet another one was asked meanwhile. */
  failed: async (work, { input: { reference, moment } }) => {
    const arrangement = await work.first(arrangements, { reference, start: moment.start });
    if (!arrangement || arrangement.agreedStart === null || arrangement.agreedEnd === null) return;
    const { dossier, agreedStart: start, agreedEnd: end } = arrangement;
    await work.update(arrangements, { reference }, { start, end });
    await work.emit('momentChanged', { dossier, start, end });
  },
};
