import { spawn, type ChildProcess } from 'node:child_process';
import { PinWindowGone, type PinQuestion, type PinWindow } from '../pin-window.ts';
import { wipe } from '../sealing/wipe.ts';
import { escapeAssuan, openAssuan, AssuanBroken, type AssuanTalk } from './assuan-talk.ts';
import { pinTexts } from './pin-texts.ts';

export interface PinentryProgram {
  readonly program: string;
  readonly words?: readonly string[];
  /** The terminal where a pinentry without windows asks. */
  readonly terminal?: string;
}

/** Of libgpg-error: cancelled, the window was closed, and nobody typed in time. The upper bits only say who found it. */
const nothingTyped = new Set([99, 198, 62]);
const codeBits = 0xffff;

/**
 * The PIN window by a `pinentry` program, free software's standard for it: it takes the keyboard for itself, and no other program sees what is typed. One process
 * per question; it ends with it. Digits only: anything else that is typed is given back too, and refused by who asked.
 */
export function openPinentry({ program, words = [], terminal }: PinentryProgram): PinWindow {
  const running = new Set<ChildProcess>();
  return {
    ask: async ({ signal, ...question }) => {
      if (signal.aborted) return undefined;
      const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'], signal, killSignal: 'SIGKILL' });
      running.add(child);
      const ended = new Promise<void>((resolve) => { child.once('error', () => { resolve(); }).once('close', () => { resolve(); }); });
      try {
        const talk = await openAssuan(child.stdout, child.stdin);
        if (terminal !== undefined) await told(talk, `OPTION ttyname=${escapeAssuan(terminal)}`);
        for (const line of sayingOf(question)) await told(talk, line);
        const answer = await talk.say('GETPIN');
        if (!answer.ok && !nothingTyped.has(answer.code & codeBits)) throw new PinWindowGone(`pinentry says ${answer.code & codeBits}`);
        return answer.ok ? answer.data : undefined;
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error instanceof AssuanBroken ? new PinWindowGone(error.message) : error;
      } finally {
        child.kill('SIGKILL');
        await ended;
        running.delete(child);
      }
    },
    close: () => {
      for (const child of running) child.kill('SIGKILL');
      return Promise.resolve();
    },
  };
}

function sayingOf({ kind, language, triesLeft, wrong }: Omit<PinQuestion, 'signal'>): string[] {
  const texts = pinTexts[language];
  const asked = [texts.ask[kind], ...(triesLeft === undefined ? [] : [texts.triesLeft(triesLeft)])].join('\n');
  return [
    `SETTITLE ${escapeAssuan(texts.title)}`, `SETDESC ${escapeAssuan(asked)}`, `SETPROMPT ${escapeAssuan(texts.prompt)}`,
    `SETOK ${escapeAssuan(texts.confirm)}`, `SETCANCEL ${escapeAssuan(texts.cancel)}`,
    ...(wrong === undefined ? [] : [`SETERROR ${escapeAssuan(texts.wrong[wrong])}`]),
  ];
}

async function told(talk: AssuanTalk, line: string): Promise<void> {
  const answer = await talk.say(line);
  if (!answer.ok) throw new PinWindowGone('pinentry refuses what it has to say');
  wipe(answer.data);
}
