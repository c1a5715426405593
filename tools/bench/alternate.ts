export interface Measured { readonly name: string; readonly perSecond: number; readonly rounds: readonly number[] }

const rounds = 5;

/** Measures two things in turns, so that a noisy moment hits both, and gives the median of each. */
export async function alternate(first: readonly [string, () => Promise<number>], second: readonly [string, () => Promise<number>]): Promise<readonly [Measured, Measured]> {
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    rates[0].push(await first[1]());
    rates[1].push(await second[1]());
  }
  return [{ name: first[0], perSecond: median(rates[0]), rounds: rates[0] }, { name: second[0], perSecond: median(rates[1]), rounds: rates[1] }];
}

export function report([ours, bare]: readonly [Measured, Measured]): void {
  for (const { name, perSecond } of [ours, bare]) console.log(`${name.padEnd(48)} ${perSecond.toFixed(perSecond < 100 ? 1 : 0).padStart(10)} per second`);
  const ratios = ours.rounds.map((rate, round) => rate / (bare.rounds[round] ?? rate));
  console.log(`${'ratio'.padEnd(48)} ${(ours.perSecond / bare.perSecond).toFixed(3).padStart(10)} (in single rounds ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
