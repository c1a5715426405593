import { definePlugin } from '#services/kernel/plugin.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { signIn001 } from './migrations/001-attempts.ts';
import { signInBackPage, signInFailedPage } from './screens/sign-in-back.page.ts';
import { signInPage } from './screens/sign-in.page.ts';
import { signIn } from './sign-in.contract.ts';
import { signInRetention } from './sign-in.retention.ts';
import { signIns } from './sign-in.store.ts';

export const signInPlugin = definePlugin(signIn, {
  actions: { begin: beginSignIn, finish: finishSignIn },
  routes: [
    { method: 'POST', path: '/sign-ins', action: 'sign-in.begin', forStrangers: true },
    { method: 'POST', path: '/sign-ins/{signIn}/finish', action: 'sign-in.finish', forStrangers: true },
  ],
  pages: [signInPage, signInBackPage, signInFailedPage],
  tables: [signIns],
  migrations: [signIn001],
  retention: signInRetention,
});
