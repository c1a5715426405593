/** A change of the code that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly was: string;
  readonly becomes: string;
}

/** A change that need not be noticed, and why not: nobody could see a difference, or the difference is nothing that the house promises. */
export interface Accepted {
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
  /** How often this very change survives in the file; once when left out. */
  readonly times?: number;
  readonly why: string;
}

export interface Judgement {
  /** Nobody has said that these are in order: a test is missing, or the code is not needed. */
  readonly unexplained: readonly Survivor[];
  /** These were accepted and do not survive (so often) any more: the line has to go. */
  readonly outdated: readonly Accepted[];
}

/** Compares what survived in some files with what may survive there. */
export function judgeSurvivors(survivors: readonly Survivor[], accepted: readonly Accepted[], files: readonly string[]): Judgement {
  const here = accepted.filter(({ file }) => files.includes(file));
  const like = (one: Accepted) => survivors.filter(({ file, was, becomes }) => file === one.file && was === one.was && becomes === one.becomes);
  const explained = new Set(here.flatMap((one) => like(one).slice(0, one.times ?? 1)));
  return {
    unexplained: survivors.filter((survivor) => !explained.has(survivor)),
    outdated: here.filter((one) => like(one).length < (one.times ?? 1)),
  };
}
