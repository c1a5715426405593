import { z } from 'zod';
import { loginPageFailures, returned, type loginPage } from '#connectors/sandbox-kit/open-login-page.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { loginBooks, rotateSigningKey } from './login-books.ts';
import type { LoginDesk } from './login-desk.ts';
import { walkLogin } from './walk-login.ts';

/** Lets somebody log in at the page behind a URL: at the double in a moment, at a served page as a browser does. @throws login-sandbox.not-our-page */
export function authenticator<Who>({ file }: SandboxMeans, fetch: typeof globalThis.fetch, page: ReturnType<typeof loginPage<Who>>, desks: readonly LoginDesk<Who>[]) {
  return async (url: string, who: Who): Promise<z.output<typeof returned>> => {
    const { origin, pathname } = new URL(url);
    const desk = desks.find(({ path }) => pathname.endsWith(`${path}/auth`));
    // Only a page that is served from these books is gone to: a lever leads nowhere else.
    if (!desk || loginBooks<Who>(file).pages.get(origin + pathname) === undefined) return file.transaction(() => page.grant(url, who));
    const back = await walkLogin(fetch, url, desk.fillIn(who)).catch((cause: unknown) => { throw loginPageFailures['not-our-page']({ cause }); });
    const read = returned.safeParse(Object.fromEntries(back.searchParams));
    if (!read.success) throw loginPageFailures['not-our-page']();
    return read.data;
  };
}

export const rotateKeysLever = ({ file }: SandboxMeans): Lever => defineLever(
  'A new key signs from now on.', z.strictObject({ announced: z.boolean().default(true).describe('False: the earlier keys are published no more.') }), z.object({ kid: z.string() }),
  ({ announced }) => ({ kid: rotateSigningKey(file, announced) }),
);
