import { biometricsPlugin } from '#plugins/biometrics/biometrics.plugin.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { runWork } from '#services/host/run-work.ts';
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
