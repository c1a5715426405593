import { z } from 'zod';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import type { ConsoleCtx } from './console-page.ts';
import type { Town } from './towns.ts';

const sent = z.object({
  messageId: z.string(), medium: z.enum(['email', 'sms', 'whatsapp', 'letter', 'e-box']), to: z.string(), language: z.string(), subject: z.string(), body: z.string(), at: z.int(), link: z.string().nullable(),
});
const call = z.object({ call: z.string(), name: z.string(), telephone: z.string(), language: z.string(), script: z.string(), since: z.int(), state: z.string(), outcomes: z.array(z.string()) });

/** What somebody was told, by whatever medium; `place`: where it stands among all of its kind. */
export interface Received {
  readonly town: Town; readonly place: string; readonly medium: z.output<typeof sent>['medium'] | 'telephone'; readonly to: string; readonly language: string;
  readonly subject: string; readonly body: string; readonly at: number; readonly link: string | null; readonly messageId: string | null;
  /** Of a call: how it stands, and how each try ended. */
  readonly stands: readonly string[];
}

/** Everything that the sandbox of messages took, and every call that the contact centre was offered; in the order of their coming. */
export async function messagesOf({ pull }: Pick<ConsoleCtx, 'pull'>, town: Town): Promise<readonly Received[]> {
  if (!town.systems.some(({ port }) => port === messaging.id)) return [];
  const { messages } = z.object({ messages: z.array(sent) }).parse(await pull(town.nis, messaging.id, 'messages', {}));
  const { calls } = z.object({ calls: z.array(call) }).parse(await pull(town.nis, messaging.id, 'calls', {}));
  return [
    ...messages.map((message, index): Received => ({ ...message, town, place: String(index), stands: [] })),
    ...calls.map(({ name, telephone, language, script, since, state, outcomes }, index): Received => ({
      town, place: `call-${index}`, medium: 'telephone', to: `${name}, ${telephone}`, language, subject: '', body: script, at: since, link: null, messageId: null, stands: [...outcomes, state],
    })),
  ];
}
