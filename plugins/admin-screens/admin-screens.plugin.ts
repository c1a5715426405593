import { definePlugin } from '#services/kernel/plugin.ts';
import { adminScreens } from './admin-screens.contract.ts';
import { adminPages } from './screens/all-admin-pages.ts';

export const adminScreensPlugin = definePlugin(adminScreens, { actions: {}, pages: adminPages });
