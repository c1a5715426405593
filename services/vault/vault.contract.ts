import { z } from 'zod';
import { defineContract } from '#services/kernel/contract.ts';

/** Ciphertext for BiZa (fingerprints, chosen codes). It offers nothing to anybody: it destroys in time what is kept. */
export const vault = defineContract('vault', {
  title: 'Keeps sealed envelopes no longer than the law allows',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {},
  events: {},
});
