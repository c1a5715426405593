import { definePlugin } from '#services/kernel/plugin.ts';
import { officialsScreens } from './officials-screens.contract.ts';
import { deskPages } from './screens/all-desk-pages.ts';

export const officialsScreensPlugin = definePlugin(officialsScreens, { actions: {}, pages: deskPages });
