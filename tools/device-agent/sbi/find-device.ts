import { FingerprintsFailed } from '../fingerprint-device.ts';
import { askSbi } from './ask-sbi.ts';
import { discovered, readAnswer } from './sbi-answers.ts';
import { isSuccess } from './sbi-errors.ts';
import { readDevice, type Asking, type FoundDevice } from './read-device.ts';

const atOnce = 10;
const answerWithinMs = 2_000;
const mostBytes = 256 * 1_024;

/**
 * The device of this machine: on the port where it was, else on any of those that are allowed. A device that is believed goes before one that is not.
 * @throws FingerprintsFailed `absent` where no device service answers, or why the one that answered is not used
 */
export async function findDevice(asking: Asking, lastPort: number | undefined): Promise<FoundDevice> {
  if (lastPort !== undefined) {
    try {
      return await readDevice(asking, lastPort);
    } catch (error) {
      if (!(error instanceof FingerprintsFailed) || error.code === 'time-out') throw error;
    }
  }
  const ports = await portsWithDevices(asking);
  let why: unknown = new FingerprintsFailed('absent');
  for (const port of ports) {
    try {
      return await readDevice(asking, port);
    } catch (error) {
      if (!(error instanceof FingerprintsFailed)) throw error;
      why = error;
    }
  }
  throw why;
}

/** Some ask on while others wait: a port where somebody listens and says nothing costs its time-out, not more. */
async function portsWithDevices(asking: Asking): Promise<readonly number[]> {
  const { from, to } = asking.settings.ports;
  const found: number[] = [];
  let next = from;
  const askOn = async (): Promise<void> => {
    while (next <= to) {
      const port = next;
      next += 1;
      if (await answersAsDevice(asking, port)) found.push(port);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askOn));
  return found.sort((a, b) => a - b);
}

async function answersAsDevice({ after, signal }: Asking, port: number): Promise<boolean> {
  try {
    const bytes = await askSbi({ port, verb: 'MOSIPDISC', path: '/device', body: { type: 'Finger' }, withinMs: answerWithinMs, most: mostBytes, after, signal });
    return readAnswer(discovered, bytes.toString()).some(({ deviceId, error }) => typeof deviceId === 'string' && isSuccess(error));
  } catch (error) {
    if (error instanceof FingerprintsFailed) return false;
    throw error;
  }
}
