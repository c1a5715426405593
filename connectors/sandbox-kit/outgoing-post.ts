import { randomUUID } from 'node:crypto';
import type { SandboxEnv } from '#services/kernel/connector.ts';
import type { Port, SealedEnvelope } from '#services/kernel/port.ts';
import { takeFault, wait } from './faults.ts';
import type { SandboxFile } from './sandbox-file.ts';

type Payload = Readonly<Record<string, unknown>>;

export interface OutgoingPost {
  /** Keeps a message for the house, in the transaction that is open. */
  post(message: string, payload: Payload, envelope?: SealedEnvelope): void;
  /** Gives the house what waits, the earliest first, and says how many still do. Never fails: what the house did not take in stays. */
  flush(): Promise<number>;
}

/** Messages of an outside system to the house: each is repeated under one id, at every chance, until the house has taken it in. */
export function outgoingPost(file: SandboxFile, port: Port, env: Pick<SandboxEnv<unknown>, 'deliver'>): OutgoingPost {
  const waiting = () => file.db.prepare('SELECT entry, id, message, payload, envelope FROM outgoing WHERE delivered = 0 ORDER BY entry').all();

  const deliver = async (row: ReturnType<typeof waiting>[number]): Promise<'delivered' | 'unacknowledged' | 'held'> => {
    const message = String(row['message']);
    const fault = takeFault(file, message);
    if (fault?.kind === 'down' || fault?.kind === 'refuses') return 'held';
    if (fault?.kind === 'slow') await wait(fault.ms);
    const envelope = row['envelope'] === null ? [] : [JSON.parse(String(row['envelope'])) as SealedEnvelope];
    const give = () => env.deliver(message, String(row['id']), JSON.parse(String(row['payload'])) as Payload, ...envelope);
    await give();
    if (fault?.kind === 'answers-twice') await give();
    if (fault?.kind === 'answers-late') return 'unacknowledged';
    // The ciphertext is the house's now.
    file.db.prepare('UPDATE outgoing SET delivered = 1, envelope = NULL WHERE entry = ?').run(Number(row['entry']));
    return 'delivered';
  };
  const deliverAll = async () => {
    try {
      for (const row of waiting()) if (await deliver(row) === 'held') return;
    } catch {
      // The house was not able to take it in: a later chance comes.
    }
  };

  // One after the other, so that this process keeps the order.
  let last = Promise.resolve();
  return {
    post: (message, payload, envelope) => {
      // A message of its own transaction could be lost between the change and the message.
      if (!file.db.isTransaction) throw new Error(`sandbox of '${port.id}': '${message}' was posted outside the transaction that it tells of`);
      if (!port.messages[message]) throw new Error(`sandbox of '${port.id}': there is no message '${message}'`);
      file.db.prepare('INSERT INTO outgoing (id, message, payload, envelope) VALUES (?, ?, ?, ?)')
        .run(randomUUID(), message, JSON.stringify(payload), envelope ? JSON.stringify(envelope) : null);
    },
    flush: async () => {
      last = last.then(deliverAll);
      await last;
      return file.isOpen() ? waiting().length : 0;
    },
  };
}
