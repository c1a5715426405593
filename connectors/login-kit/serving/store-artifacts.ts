import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';
import type { LoginBooks } from './login-books.ts';

/** Codes live in the time of the municipality, which a test moves; everything else of the library in real time. */
const codeLifeMs = 10 * 60_000;

/**
 * Lets the library keep what it must remember in the books of the sandbox, so that it outlives the process and is shared with others that serve them. The one
 * client is no matter of books: it was agreed.
 */
export function storeArtifacts<Who>({ artifacts }: LoginBooks<Who>, client: ClientMetadata, now: () => number): (kind: string) => Adapter {
  return (kind) => {
    const kept = artifacts(kind);
    const find = (id: string): AdapterPayload | undefined => {
      if (kind === 'Client') return id === client.client_id ? client : undefined;
      const found = kept.get(id);
      return found === undefined || (kind === 'AuthorizationCode' && now() >= found.at + codeLifeMs) ? undefined : { ...found.payload };
    };
    return {
      upsert: (id, payload) => { kept.put(id, { payload: { ...payload }, at: now() }); return done; },
      find: (id) => Promise.resolve(find(id)),
      findByUid: (uid) => Promise.resolve(kept.all().find(({ document: { payload } }) => payload.uid === uid)?.document.payload),
      findByUserCode: () => Promise.resolve(undefined),
      consume: (id) => {
        const found = kept.get(id);
        if (found) kept.put(id, { ...found, payload: { ...found.payload, consumed: Math.floor(Date.now() / 1_000) } });
        return done;
      },
      destroy: (id) => { kept.remove(id); return done; },
      revokeByGrantId: (grantId) => {
        for (const { id, document: { payload } } of kept.all()) if (payload.grantId === grantId) kept.remove(id);
        return done;
      },
    };
  };
}

const done = Promise.resolve();
