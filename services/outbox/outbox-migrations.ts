import { outbox003 } from './attempts.store.ts';
import { outbox004 } from './letters.store.ts';
import { outbox001 } from './outbox.store.ts';
import { outbox005 } from './sender-mark.ts';
import { outbox002 } from './switches.store.ts';

/** All there are, for who opens the outbox's tables without its plugins: a store that is further than its migrations is refused. */
export const outboxMigrations = [outbox001, outbox002, outbox003, outbox004, outbox005] as const;
