import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

/** `profile`: what the municipality is itself. */
export type Part = 'plugin' | 'connector' | 'profile';
export type Deed = 'enable' | 'configure' | 'disable' | 'rollback';
export type Mode = 'live' | 'sandbox';

/** What administrators changed over the definition in the configuration, one change per version. Append-only: going back is a change too. */
export const settingChanges = defineTable('tenancy_settings', {
  /** 1, 2, 3, …; version 0 is the definition as it stands in the configuration. */
  version: column.integer(),
  deed: column.text<Deed>(10),
  part: column.nullable(column.text<Part>(10)),
  /** Id of the plugin or of the connector's port; of the profile there is one. */
  what: column.nullable(column.text(60)),
  mode: column.nullable(column.text<Mode>(10)),
  /** The version whose settings are in force again. */
  backTo: column.nullable(column.integer()),
  /** Reference of who did it. */
  by: column.text(100),
  /** Business time: open journeys are those that began before. */
  at: column.instant(),
  /** Real time. */
  recordedAt: column.instant(),
  /** A code for the audit. */
  why: column.text(60),
  /** All settings as written, not only those that changed. Secrets are named in it, never written. */
  settings: column.nullable(column.sealed(z.unknown())),
}, { key: ['version'] });
export type SettingChange = Row<typeof settingChanges>;

/** The version in force: what nodes look at again and again, and what two administrators at once cannot both raise. */
export const settingHeads = defineTable('tenancy_setting_heads', { name: column.text(20), version: column.integer() }, { key: ['name'] });
export const settingTables = [settingChanges, settingHeads] as const;

export const tenancy002 = defineMigration('tenancy/002-settings', async (schema) => {
  await schema.createTable('tenancy_settings', {
    version: column.integer(), deed: column.text(10), part: column.nullable(column.text(10)), what: column.nullable(column.text(60)), mode: column.nullable(column.text(10)),
    backTo: column.nullable(column.integer()), by: column.text(100), at: column.instant(), recordedAt: column.instant(), why: column.text(60), settings: column.nullable(column.sealed(z.unknown())),
  }, { key: ['version'] });
  await schema.createTable('tenancy_setting_heads', { name: column.text(20), version: column.integer() }, { key: ['name'] });
});
