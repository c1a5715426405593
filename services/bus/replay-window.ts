/** How far behind the newest packet of a sender another one may come: the order is kept on one connection, and lost only where a sender changes servers. */
const width = 4_096;

/** Which packets of one sender were seen, in a fixed space: each number counts once, and one that is too far behind does not count at all. */
export class ReplayWindow {
  private readonly seen = new Uint32Array(width / 32);
  private newest = 0;

  /** Takes a number from 1 on. False when it was taken before, or may have been. */
  take(number: number): boolean {
    if (number <= this.newest - width) return false;
    this.forget(number);
    const [word, bit] = [(number % width) >>> 5, 1 << (number % 32)];
    const slots = this.seen;
    if (((slots[word] ?? 0) & bit) !== 0) return false;
    slots[word] = (slots[word] ?? 0) | bit;
    return true;
  }

  /** Makes room: what lies between the newest so far and this one has not been seen. */
  private forget(number: number): void {
    if (number <= this.newest) return;
    if (number - this.newest >= width) this.seen.fill(0);
    else for (let passed = this.newest + 1; passed <= number; passed += 1) this.seen[(passed % width) >>> 5] = (this.seen[(passed % width) >>> 5] ?? 0) & ~(1 << (passed % 32));
    this.newest = number;
  }
}
