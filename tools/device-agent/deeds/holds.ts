import { DeedFailed } from './deed-failed.ts';

/** The parts of a device: each does one thing at a time. A window is held while a citizen chooses or types. */
export type Part = 'card' | 'fingers' | 'window';

export interface Holds {
  /** Holds these parts until the work is over. @throws DeedFailed `busy` */
  during<T>(parts: readonly Part[], work: () => Promise<T>): Promise<T>;
  isHeld(part: Part): boolean;
  /** Called when something was taken or let go. */
  onChange(listener: () => void): void;
}

export function openHolds(): Holds {
  const held = new Set<Part>();
  const listeners: (() => void)[] = [];
  const tell = () => { for (const listener of listeners) listener(); };
  return {
    during: async (parts, work) => {
      if (parts.some((part) => held.has(part))) throw new DeedFailed('busy');
      for (const part of parts) held.add(part);
      tell();
      try {
        return await work();
      } finally {
        for (const part of parts) held.delete(part);
        tell();
      }
    },
    isHeld: (part) => held.has(part),
    onChange: (listener) => { listeners.push(listener); },
  };
}
