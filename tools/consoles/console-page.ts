import type { Language } from '#services/kernel/context.ts';
import type { Markup } from '#services/kernel/html.ts';
import type { Shown } from '#services/kernel/page.ts';
import type { ListedLever } from '#services/host/sandbox-control.ts';
import type { Town } from './towns.ts';

/** A page of the consoles, as data. It shows what the sandboxes say, and pulls their levers; it holds no rule of its own. */
export interface ConsolePage {
  /** Below the language: `/mailbox`, `/systems/{nis}/{port}`. */
  readonly path: string;
  readonly name: string;
  readonly show: (ctx: ConsoleCtx, tried?: Tried) => Promise<Shown | HandedFile>;
  /** What a form that was sent does; it gives the path of the page that is shown then. What it throws is said on this page again. */
  readonly send?: (ctx: ConsoleCtx, values: FormValues) => Promise<string>;
}
/** A file instead of a page; `shown`: by the browser itself, else it is saved. */
export interface HandedFile { readonly mediaType: string; readonly bytes: Uint8Array; readonly fileName: string; readonly shown: boolean }
export type FormValues = Readonly<Record<string, string>>;

/** What was sent and not taken: why, field by field where that is known. */
export interface Tried { readonly values: FormValues; readonly says: string; readonly fields: readonly { readonly name: string; readonly detail: string }[] }

export interface ConsoleCtx {
  readonly language: Language;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly towns: readonly Town[];
  /** The address of a page of the consoles in this language. */
  readonly address: (path: string) => string;
  /** Where the sandboxes are served over their wires; undefined where they are inside this process. */
  readonly outsideUrl: string | undefined;
  readonly levers: () => Promise<readonly ListedLever[]>;
  /** @throws what the lever throws */
  readonly pull: (nis: string, port: string, lever: string, input: unknown) => Promise<unknown>;
  /** Where this house is reached by a browser of this machine, without a slash at the end. */
  readonly houseUrl: string;
  /** An action of the house, asked as a municipality's website asks it. */
  readonly askHouse: (town: Town, action: string, input: unknown) => Promise<unknown>;
  /** Keeps an answer for the page that is shown next, under a number of its own or this one. */
  readonly keep: (answer: unknown, id?: string) => string;
  /** What was kept under this; undefined when nothing is. */
  readonly kept: (id: string | null) => unknown;
  /** What each form brings back, to show that it was made here. */
  readonly formProof: Markup;
}

export function defineConsolePage(page: ConsolePage): ConsolePage {
  return Object.freeze(page);
}
