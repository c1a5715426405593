import type { ReadStream } from 'node:tty';
import type { Writable } from 'node:stream';
import type { PinQuestions } from './check-pin.ts';

const [enter, lineFeed, escape, interrupt, backspace, rubout] = [0x0d, 0x0a, 0x1b, 0x03, 0x08, 0x7f];
const mostDigits = 12;

/** Asks the person at the terminal; where there is none nothing is agreed to. */
export function askAtTerminal(input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>, output: Writable): PinQuestions {
  const say = (text: string): void => { output.write(text); };
  return {
    mayUseTry: async () => {
      if (!input.isTTY) return false;
      say('Try the PIN? A wrong one uses one of its tries. [y/N] ');
      let isYes = false;
      await keys(input, (key) => {
        isYes = key === 0x79 || key === 0x59;
        return 'done';
      });
      say(isYes ? 'y\n' : 'n\n');
      return isYes;
    },
    pin: async () => {
      say('PIN (Escape: rather not): ');
      const digits = Buffer.alloc(mostDigits);
      let [count, isGiven] = [0, false];
      await keys(input, (key) => {
        if (key === enter || key === lineFeed) isGiven = true;
        if (isGiven || key === escape || key === interrupt) return 'done';
        if ((key === backspace || key === rubout) && count > 0) count -= 1;
        if (key < 0x30 || key > 0x39 || count === mostDigits) return 'more';
        digits[count] = key;
        count += 1;
        return 'more';
      });
      say('\n');
      const typed = isGiven ? Buffer.from(digits.subarray(0, count)) : undefined;
      digits.fill(0);
      return typed;
    },
  };
}

/** Key after key, without showing them, until one is the last. What was typed is wiped. */
function keys(input: Pick<ReadStream, 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>, hear: (key: number) => 'more' | 'done'): Promise<void> {
  return new Promise((resolve) => {
    input.setRawMode(true);
    const onData = (part: Buffer): void => {
      const isDone = part.some((key) => hear(key) === 'done');
      part.fill(0);
      if (!isDone) return;
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
      resolve();
    };
    input.on('data', onData);
    input.resume();
  });
}
