import type { z } from 'zod';
import type { Language, MunicipalityView } from './context.ts';
import type { Markup } from './html.ts';
import type { ActionInput, ActionName, ActionOutput } from './registry.ts';
import type { Text } from './texts.ts';

/** `pages`: what citizens meet. `desk`: where officials and administrators work. */
export type Front = 'pages' | 'desk';

/**
 * A page for people, as data: where it is, for whom, what it shows and what its forms do. It holds no rule of the journey: it calls actions as the person who
 * looks at it, and says in words what they answer. Complete without JavaScript.
 */
export interface Page {
  /** Where it is met: on the municipality's website (left out), or at the desk of those who work here. */
  readonly front?: Front;
  /** Below the language: `/status`, `/change/{purpose}`. */
  readonly path: `/${string}`;
  /** An address that others were given, in which no language stands: it leads on to a page in one. */
  readonly withoutLanguage?: true;
  /** Its name at the foot of every page. */
  readonly inFoot?: Text;
  /** In the menu of the desk, for whoever may do this. */
  readonly inMenu?: { readonly text: Text; readonly needs: ActionName };
  /** The custom element that shows it on a page of another program: `eid-worklist`. What the path asks are its attributes. */
  readonly element?: `eid-${string}`;
  /** The field, of the path or of a form, in which a stranger could try secrets one after the other: how often is limited. */
  readonly secret?: string;
  /** `anyone`: calls the actions that it `asks`, as the website itself. Others call as the person who has come in. */
  readonly for: 'anyone' | 'citizen' | 'official';
  readonly asks?: readonly ActionName[];
  /** On the one page where people come in: how they do so again when their session ended in the middle of something. It calls what this page `asks`. */
  readonly comeBack?: ComeBack;
  readonly show: (ctx: PageCtx, tried?: Tried) => Promise<Shown | Elsewhere | Handed>;
  /** Each is sent by a button of its own name (`do`). */
  readonly forms?: Readonly<Record<string, Form>>;
}

export interface ComeBack {
  /** The field of the secret that is asked. How often it is tried is limited. */
  readonly field: string;
  /** What stands in the form: that field, and the other ways in. */
  readonly show: (ctx: PageCtx, wrong: 'missing' | 'unknown' | undefined) => Markup;
  /** The credential that the secret is exchanged for; nothing for one that is unknown. */
  readonly enter: (ctx: PageCtx, secret: string) => Promise<NonNullable<Elsewhere['enter']> | undefined>;
}

/** What a page shows: the shell around it (head, languages, foot) is the same everywhere. */
export interface Shown {
  /** First words of the window's title, and what a screen reader says first. */
  readonly title: string;
  readonly body: Markup;
  /** 200 when left out; 422 where a form comes back with what is wrong. */
  readonly status?: number;
  /** Seconds after which a browser looks whether it shows something else by now. Desk only; without a script there is no looking. */
  readonly live?: number;
}

/** Leads to another page of this municipality and language, or to an outside place to pay or to log in. */
export interface Elsewhere {
  readonly goTo: string;
  /** Whoever looks comes in with this credential, or goes out. */
  readonly enter?: { readonly token: string; readonly expiresAt: number };
  readonly leave?: true;
  /** A short text that this browser brings back within the hour; no script and no other site reads it. Empty: it is forgotten. */
  readonly remember?: string;
}

/** A file instead of a page. */
export interface Handed {
  readonly mediaType: string;
  readonly body: string;
  /** Under which it is saved; left out where a page shows it. */
  readonly fileName?: string;
  /** A program asks for it again and again: it is told when nothing is new (RFC 9110, 13.1.2). */
  readonly asked?: 'again';
}

export interface Form {
  /** What was typed, as text, becomes something to carry out; or what is wrong, which is shown beside the fields. */
  readonly read: (values: Readonly<Record<string, string>>) => { readonly error: z.ZodError } | { readonly submit: (ctx: PageCtx) => Promise<Shown | Elsewhere> };
}

/** A form that came back: what was typed, and by field why it was not taken (code of the catalogue). `failure`: what the house said to it. */
export interface Tried {
  readonly form: string;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
  /** Type of the failure (`appointments.moment-taken`), when it was the house that refused. */
  readonly failure?: string;
}

/** Everything a page may touch. */
export interface PageCtx {
  readonly municipality: MunicipalityView;
  readonly language: Language;
  /** The one dossier that a citizen has come in for; empty elsewhere. */
  readonly dossier: string;
  /** Who looks, as a reference: `official:els.peeters`. Empty for anyone. */
  readonly actor: string;
  /** Whether the roles of who looks let this be asked: what may not be done is not offered. */
  readonly may: (name: ActionName) => boolean;
  /** Decoded parameters of the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Business time of the municipality, epoch milliseconds UTC. */
  readonly now: () => number;
  /** As the person who looks, or as the website for what the page `asks`. A command that a form sends is carried out once, however often the form is sent. */
  readonly call: <K extends ActionName>(name: K, input: ActionInput<K>) => Promise<ActionOutput<K>>;
  /** The address of a page of this municipality, in this language unless another is named. */
  readonly address: (path: string, language?: Language) => string;
  /** The same with where it is in the world: for those who are to lead a person back here. */
  readonly wholeAddress: (path: string) => string;
  /** Of a page without a language, with where it is in the world. */
  readonly wholeAddressWithoutLanguage: (path: string) => string;
  /** What this browser was asked to remember; empty when nothing. */
  readonly remembered: string;
  /** Where people who need help call. */
  readonly telephone: string;
  /** What a form must bring along, as hidden fields: that it is of this visitor, and which sending of it is one. */
  readonly formFields: (name: string) => Markup;
}

/** Types a form from its schema. */
export function defineForm<S extends z.ZodType>(fields: S, submit: (ctx: PageCtx, values: z.output<S>) => Promise<Shown | Elsewhere>): Form {
  return {
    read: (values) => {
      const parsed = fields.safeParse(values);
      return parsed.success ? { submit: (ctx) => submit(ctx, parsed.data) } : { error: parsed.error };
    },
  };
}

export function definePage(page: Page): Page {
  return Object.freeze(page);
}
