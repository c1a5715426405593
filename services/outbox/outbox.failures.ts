import { failures } from '#services/kernel/failure.ts';

export const outboxFailures = failures('outbox', {
  restored: { status: 409, retry: 'never', title: 'This store was restored from a backup: `npm run eid -- reconcile` looks what had gone out, and lets it run.' },
  'not-known-here': { status: 422, retry: 'never', title: 'This release does not know what is asked here, or by whom: start the release that does and have it tried again, or give it up.' },
  'unknown-port': { status: 404, retry: 'never', title: 'This municipality has no connector of that name.' },
});
