import { stackOf } from '#services/host/call-port.ts';

/** Ctrl-C, and what systemd or a container says to end a process. */
export function stopOnSignal(finish: () => Promise<void>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    console.log(`\n${signal}: finishing what is under way…`);
    void finish().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Node would print message, cause and the parameters of a statement: they may name a person. */
export function sayLittleOnBreaking(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      console.error(`broken, and stopped so that nothing goes on half: ${stackOf(error)}`);
      process.exit(1);
    });
  }
}
