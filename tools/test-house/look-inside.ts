import { biometricsPlugin } from '#plugins/biometrics/biometrics.plugin.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { runAction } from '#services/host/run-action.ts';
import { runWork } from '#services/host/run-work.ts';
import { answers, type Answer } from '#services/idempotency/answers.store.ts';
import { items, type Item } from '#services/outbox/outbox.store.ts';
import type { TestHouse } from './open-test-house.ts';

/** Everything that went through Gent's outbox, opened: also what only the house can read. */
export function outboxOf({ house }: Pick<TestHouse, 'house'>, where: { readonly dossier?: string; readonly name?: string } = {}): Promise<Item[]> {
  return house.engine.store.reader('gent').find(items, where, { by: [['createdAt', 'asc'], ['id', 'asc']] });
}

/** A unit of work in Gent that no action offers: what a clerk did elsewhere, or a mishap. */
export function inGent<T>({ house }: Pick<TestHouse, 'house'>, body: (work: UnitOfWork) => Promise<T>, plugin: AnyPlugin = biometricsPlugin): Promise<T> {
  return runWork(house.engine, { municipality: 'gent', plugin, actor: 'official:an.claes', traceId: 'test' }, body);
}

/** As a program or a page asks that sends an `Idempotency-Key`: the same one for each action. */
export function callWithKey({ house: { engine } }: Pick<TestHouse, 'house'>, name: string, input: object, caller: Caller): Promise<unknown> {
  const [id = '', action = ''] = name.split('.');
  const plugin = engine.plugins.get(id);
  if (!plugin) throw new Error(`there is no plugin '${id}'`);
  return runAction(engine, plugin, action, input, { caller, traceId: 'test', idempotencyKey: `key-${name}` });
}

/** Answers that Gent keeps for who asks again with the same key, opened. */
export function keptAnswersOf({ house }: Pick<TestHouse, 'house'>): Promise<Answer[]> {
  return house.engine.store.reader('gent').find(answers, {});
}
