import { headersOf } from '#connectors/rest-kit/outward-headers.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures } from '../../messaging.port.ts';
import { noDigitalUser } from '../../wire/e-box.ts';
import { openEBoxLine } from './ask-e-box.ts';
import { composePublication, type EBoxMessage } from './compose-publication.ts';
import type { EBoxSettings } from './e-box-settings.ts';
import { openTokenDesk } from './fetch-token.ts';
import { judgeEBox, publishedIn } from './judge-e-box.ts';

type EBoxEnv = Pick<LiveEnv<EBoxSettings>, 'config' | 'secret' | 'now' | 'realNow'>;
export interface EBox { readonly send: (message: EBoxMessage, call: OutwardCall) => Promise<{ messageId: string; hasReader: boolean }>; readonly close: () => void }

/** The e-Box of citizens: one token for many messages, each published once. */
export function openEBox(env: EBoxEnv): EBox {
  const { config, secret } = env;
  const lines = { token: openEBoxLine(config.token.url, config, secret), registry: openEBoxLine(config.url, config, secret) };
  const desk = openTokenDesk(env, lines.token);
  return {
    send: async (message, call) => {
      const { type, body } = await composePublication(message, call.key, env);
      const token = await desk.token();
      // Numbers without meaning to anybody else; who of the municipality asks is no affair of the e-Box.
      const { 'requested-by': _who, ...numbers } = headersOf({ ...call, dossier: message.dossier });
      const headers = { ...numbers, authorization: `Bearer ${token}`, 'content-type': type };
      const came = await lines.registry.ask({ method: 'POST', url: `${config.url}/publishMessage`, headers, body }, call.signal);
      const told = publishedIn(came);
      if (told) return { messageId: told.messageId, hasReader: told.code !== noDigitalUser };
      const failure = judgeEBox(came);
      if (failure === 'not-let-in') desk.drop(token);
      throw messagingFailures[failure]({ cause: new Error(`e-Box publishMessage: ${came.kind === 'answer' ? `HTTP ${came.status}` : came.code}`) });
    },
    close: () => { lines.token.close(); lines.registry.close(); },
  };
}
