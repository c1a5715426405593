import { defineRetention, retain } from '#services/kernel/retention.ts';
import { jobRuns } from './jobs.store.ts';

export const jobsRetention = [defineRetention({
  id: 'job-slots', what: 'When each job last ran',
  source: { kind: 'own choice', toConfirm: false, text: 'State of the machinery: one row per job.' },
  tables: [retain(jobRuns, { owner: { by: 'nobody', why: 'State of the machinery.' }, counted: { from: 'never', why: 'One row per job.' } })],
})];
