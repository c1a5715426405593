import type { Language } from '#services/belgium/language.ts';

export type Texts = Readonly<Record<Language, string>>;

/** One thing that is filled in at the page. */
export interface Field {
  readonly name: string;
  readonly label: Texts;
  readonly hint?: Texts;
  /** What can be chosen, by value; without it something is typed. */
  readonly choices?: readonly { readonly value: string; readonly label: Texts }[];
  readonly lines?: number;
  /** Digits are typed. */
  readonly digits?: true;
}

/** One kind of login service as a sandbox plays it: what it asks at its page, and what it tells of whom. */
export interface LoginDesk<Who> {
  /** Below the place where the sandbox is served: `/fas`. The issuer ends in it. */
  readonly path: `/${string}`;
  readonly title: Texts;
  readonly fields: readonly Field[];
  /** Who this is, or nothing where the form was not filled in as it must be. */
  readonly read: (form: URLSearchParams) => Who | undefined;
  /** The names of the fields that are not as they must be; some, where `read` gives nobody. */
  readonly wrongIn: (form: URLSearchParams) => readonly string[];
  /** What somebody fills in who is this. */
  readonly fillIn: (who: Who) => Readonly<Record<string, string>>;
  readonly levels: readonly string[];
  readonly levelOf: (who: Who) => string | undefined;
  /** By scope, the names of the claims that it opens. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  /** Claims that must be asked for one by one. */
  readonly claimsOnRequest: readonly string[];
  readonly claimsOf: (who: Who) => Readonly<Record<string, unknown>>;
  /** What it does not take without: the scope names it, or another parameter does. */
  readonly demands: (asked: URLSearchParams) => boolean;
}
