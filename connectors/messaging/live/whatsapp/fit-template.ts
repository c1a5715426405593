import type { z } from 'zod';
import type { FieldIssue } from '#services/kernel/failure.ts';
import { messagingFailures, type messaging } from '../../messaging.port.ts';

export type Whatsapp = z.output<typeof messaging.operations.sendWhatsapp.input>;

/** Of a whole text, and of each part of it. Source: 'Template components' at developers.facebook.com. */
const longest = 1_024;
/** Of a placeholder. */
const placeholder = /^[a-z][a-z_]{0,19}$/;
const control = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

interface Rule { readonly broken: (text: string) => boolean; readonly detail: string }
/** What Meta refuses in a placeholder (132012, 131008), before it is asked. */
const rules: readonly Rule[] = [
  { broken: (text) => text.trim() === '', detail: 'something must stand here' },
  { broken: (text) => control.test(text), detail: 'this stands on one line, without tabs and control characters' },
  { broken: (text) => / {5}/.test(text), detail: 'this has more than four spaces in a row' },
  { broken: (text) => text.length > longest, detail: `this has at most ${longest} characters` },
  { broken: (text) => !text.isWellFormed(), detail: 'this has half a character' },
];

/** @throws messaging.text-unfit, naming the placeholder and never what stands there */
export function demandFit({ template, parameters, body }: Pick<Whatsapp, 'template' | 'parameters' | 'body'>): void {
  const issue = (name: string, detail: string): FieldIssue => ({ in: 'body', name, detail });
  const names = parameters.map(({ name }) => name);
  const issues = [
    ...(/^[a-z][a-z0-9_]*$/.test(template) ? [] : [issue('template', 'a text is named with small letters, digits and underscores')]),
    ...(body.length > longest ? [issue('body', `a text has at most ${longest} characters when it is filled`)] : []),
    ...parameters.flatMap(({ name, text }, at) => {
      if (!placeholder.test(name) || names.indexOf(name) !== at) return [issue(`parameters.${at}`, 'a placeholder is named once, with at most 20 small letters and underscores')];
      const rule = rules.find(({ broken }) => broken(text));
      return rule ? [issue(`parameters.${name}`, rule.detail)] : [];
    }),
  ];
  if (issues.length > 0) throw messagingFailures['text-unfit']({ issues });
}
