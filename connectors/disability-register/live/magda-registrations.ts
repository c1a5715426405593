/** Whom MAGDA knows to be ours, and until when: in the memory of this process. Another process registers once more, which only repeats what MAGDA knows. */
export interface Registrations {
  /** Registers unless it holds on this day; two who ask at once wait for one registration. */
  ensure(insz: string, today: string, register: () => Promise<{ readonly until: string }>): Promise<void>;
  /** MAGDA said otherwise. */
  forget(insz: string): void;
}

export function rememberRegistrations(most = 50_000): Registrations {
  const known = new Map<string, string>();
  const underway = new Map<string, Promise<void>>();
  const remember = (insz: string, until: string) => {
    // The oldest gives way: it is only registered again.
    const [oldest] = known.size >= most ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.delete(insz);
    known.set(insz, until);
  };
  return {
    async ensure(insz, today, register) {
      const until = known.get(insz);
      if (until !== undefined && today <= until) return;
      const begin = async () => {
        try {
          remember(insz, (await register()).until);
        } finally {
          underway.delete(insz);
        }
      };
      const running = underway.get(insz) ?? begin();
      underway.set(insz, running);
      await running;
    },
    forget: (insz) => { known.delete(insz); },
  };
}
