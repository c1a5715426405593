/** A command APDU as T=0 has it: four bytes, then one that says how many bytes come with it, or are expected. */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** The fifth byte; 0 when there is none. */
  readonly p3: number;
  readonly data: Uint8Array;
}

/** Nothing when its lengths do not fit. */
export function readCommand(bytes: Uint8Array): Command | undefined {
  const [cla, ins, p1, p2, p3 = 0] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined;
  const head = { cla, ins, p1, p2, p3 };
  if (bytes.length <= 5) return { ...head, data: new Uint8Array() };
  // A byte that says how much is expected may follow; T=0 has no use for it.
  return bytes.length === 5 + p3 || bytes.length === 6 + p3 ? { ...head, data: bytes.subarray(5, 5 + p3) } : undefined;
}
