import { z } from 'zod';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { messaging } from '../../messaging.port.ts';
import { pull } from './pull.ts';
import { html, joined, linked, type Html } from './write-html.ts';

const calls = z.object({ calls: z.array(z.object({ name: z.string(), telephone: z.string(), language: z.string(), script: z.string(), state: z.string(), outcomes: z.array(z.string()) })) });

/** The calls as the contact centre has them: whom to ask for, what to say, and how it ended. */
export async function callListPage(sandbox: Pick<OpenSandbox<typeof messaging>, 'levers'>, at: string): Promise<Html> {
  const { calls: all } = calls.parse(await pull(sandbox, 'calls', {}));
  const rows = all.map(({ name, telephone, language, script, state, outcomes }) => html`<li><p><strong>${name}</strong>, ${telephone}: ${[...outcomes, state].join(', ')}</p><div class="message" lang="${language}">${linked(script)}</div></li>`);
  return html`<p><a href="${at}/">To the mailbox</a></p>${rows.length === 0 ? html`<p>The contact centre has no calls.</p>` : html`<ul>${joined(rows)}</ul>`}`;
}
