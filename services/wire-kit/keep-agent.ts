import { Agent as PlainAgent } from 'node:http';
import { Agent, type AgentOptions } from 'node:https';

/** What a connection is made of, as PEM; each as it stands now. */
export interface ConnectionSecrets { readonly key?: string | undefined; readonly cert?: string | undefined; readonly ca?: string | readonly string[] | undefined }
export interface KeptAgent { readonly now: () => PlainAgent; readonly close: () => void }

/** Connections that stand, until a key or certificate is replaced: then they are made anew. Towards `http:` there is nothing to replace. */
export function keepAgent(url: string, read: () => ConnectionSecrets, maxSockets = 16): KeptAgent {
  let open: { readonly agent: PlainAgent; readonly madeOf: string } | undefined;
  return {
    now: () => {
      const { key, cert, ca } = url.startsWith('https:') ? read() : {};
      const madeOf = JSON.stringify([key, cert, ca]);
      if (open?.madeOf !== madeOf) {
        open?.agent.destroy();
        const secrets: AgentOptions = { ...(key !== undefined && { key }), ...(cert !== undefined && { cert }), ...(ca !== undefined && { ca: typeof ca === 'string' ? ca : [...ca] }) };
        open = { madeOf, agent: url.startsWith('https:') ? new Agent({ keepAlive: true, maxSockets, minVersion: 'TLSv1.2', ...secrets }) : new PlainAgent({ keepAlive: true, maxSockets }) };
      }
      return open.agent;
    },
    close: () => { open?.agent.destroy(); open = undefined; },
  };
}
