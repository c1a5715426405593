import { definePlugin } from '#services/kernel/plugin.ts';
import { dailyDigest } from './daily-digest.contract.ts';
import { sendDigest } from './send-digest.ts';

export const dailyDigestPlugin = definePlugin(dailyDigest, { actions: {}, jobs: [{ id: 'send', schedule: { daily: '07:00' }, run: sendDigest }] });
