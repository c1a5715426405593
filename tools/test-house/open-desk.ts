import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Caller } from '#services/kernel/caller.ts';
import { openServedHouse, type ServedHouse, type ServedHouseOptions } from './open-served-house.ts';
import { inspect, openBrowser } from './page-inspector.ts';

/** Pages of officials and administrators are whole in each of them. */
export const languages = ['nl', 'fr', 'de', 'en'] as const;
export type Language = (typeof languages)[number];
/** The language that most read, and the one with the longest words: pictures are of those. */
const pictured: ReadonlySet<Language> = new Set<Language>(['nl', 'de']);

/** Gent's desk in a real browser. One person sits at it at a time. */
export interface Desk {
  readonly browser: Browser;
  /** Without a language and a slash at the end. */
  readonly url: string;
  /** Somebody comes in with a session as the sign-in gives it, on a tablet, with scripts unless it is said; who sat there has left. */
  comeIn(who: Caller, options?: BrowserContextOptions): Promise<Page>;
  leave(): Promise<void>;
  /** What `inspect` finds on a page of the desk in each language; in the last of them the page is left open. */
  inspected(path: string, name: string, looked?: readonly Language[]): Promise<string[]>;
  close(): Promise<void>;
}

export const withoutScripts: BrowserContextOptions = { javaScriptEnabled: false };

/** @param url where the browser reaches the house, when that is not its own address */
export async function openDesk(t: Pick<ServedHouse, 'house' | 'url'>, url = t.url): Promise<Desk> {
  return sitAt(await openBrowser(), t, url);
}

export interface DeskHouse extends ServedHouse { readonly desk: Desk }

/** A house of its own with its desk. */
export async function openDeskHouse(options: ServedHouseOptions = {}): Promise<DeskHouse> {
  const known: string[] = [];
  const [served, browser] = await Promise.all([openServedHouse({ ...options, house: { publicUrl: () => known[0] ?? '', ...options.house } }), openBrowser()]);
  known.push(served.url);
  const desk = sitAt(browser, served, served.url);
  return {
    ...served, desk,
    stop: async () => {
      await desk.close();
      await served.stop();
    },
  };
}

function sitAt(browser: Browser, { house }: Pick<ServedHouse, 'house'>, origin: string): Desk {
  const url = `${origin}/desk/44021`;
  let context: BrowserContext | undefined;
  let page: Page | undefined;
  const leave = async () => { await context?.close(); };
  return {
    browser, url, leave,
    comeIn: async (who, options = {}) => {
      await leave();
      context = await browser.newContext({ locale: 'nl-BE', viewport: { width: 768, height: 1024 }, ...options });
      const { token } = await house.issuer.issue(who, 600);
      await context.addCookies([{ name: 'eid', value: token, url }]);
      page = await context.newPage();
      return page;
    },
    inspected: async (path, name, looked = languages) => {
      if (!page) throw new Error('nobody has come in');
      const found: string[] = [];
      for (const language of looked) {
        await page.goto(`${url}/${language}${path}`);
        found.push(...await inspect(page, `desk-${name}-${language}`, { picture: pictured.has(language) }));
      }
      return found;
    },
    close: () => browser.close(),
  };
}
