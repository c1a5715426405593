import { defineRetention, retain } from '#services/kernel/retention.ts';
import { answers } from './answers.store.ts';

export const idempotencyRetention = [defineRetention({
  id: 'kept-answers', what: 'Answers to requests with an Idempotency-Key',
  days: { usual: 3, least: 1, most: 30 },
  source: { kind: 'own choice', toConfirm: false, text: 'Who got no answer asks again within minutes; three days outlive a weekend.' },
  tables: [retain(answers, { owner: { by: 'content' }, counted: { from: 'column', column: 'begunAt', clock: 'real' }, notShown: ['id', 'request'] })],
})];
