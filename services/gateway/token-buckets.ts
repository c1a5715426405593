/** So many at once, and so many more each second. */
export interface Rate { readonly atOnce: number; readonly perSecond: number }

export interface TokenBuckets {
  /** Takes one from the bucket of this key. Undefined: there was one; else the milliseconds until there is one again. */
  take(key: string, rate: Rate): number | undefined;
  /** How many buckets are remembered. */
  size(): number;
}

interface Bucket { readonly rate: Rate; readonly left: number; readonly at: number }

/** How many buckets are remembered: some megabytes. */
const usualMost = 20_000;

/**
 * A limit on how often, for each key by itself. A bucket that is full again is the same as none and is forgotten; when there are too many, the one that
 * was not touched for longest is forgotten too: it is full for whoever comes next, so memory is bounded and nobody is refused because of others.
 * @param now milliseconds that only go on
 */
export function openTokenBuckets(now: () => number, most = usualMost): TokenBuckets {
  // A Map keeps the order in which its keys were put: the first is the one that was not touched for longest.
  const buckets = new Map<string, Bucket>();
  const filled = ({ rate, left, at }: Bucket, instant: number) => Math.min(rate.atOnce, left + Math.max(0, instant - at) / 1_000 * rate.perSecond);
  const forgetFull = (instant: number) => {
    for (const [key, bucket] of buckets) {
      if (filled(bucket, instant) < bucket.rate.atOnce) return;
      buckets.delete(key);
    }
  };
  return {
    take: (key, rate) => {
      const instant = now();
      const found = buckets.get(key);
      const here = found ? filled({ ...found, rate }, instant) : rate.atOnce;
      const taken = here >= 1;
      buckets.delete(key);
      buckets.set(key, { rate, left: taken ? here - 1 : here, at: instant });
      forgetFull(instant);
      if (buckets.size > most) for (const [oldest] of buckets) { buckets.delete(oldest); break; }
      return taken ? undefined : (1 - here) / rate.perSecond * 1_000;
    },
    size: () => buckets.size,
  };
}
