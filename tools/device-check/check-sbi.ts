import { FingerprintsFailed, type Finger } from '#tools/device-agent/fingerprint-device.ts';
import { firstHash } from '#tools/device-agent/sbi/judge-capture.ts';
import { isSameDevice, readDevice, type FoundDevice } from '#tools/device-agent/sbi/read-device.ts';
import { digitalId } from '#tools/device-agent/sbi/sbi-answers.ts';
import { meaningOf } from '#tools/device-agent/sbi/sbi-errors.ts';
import type { CheckRow } from './report-table.ts';
import { answerWithinMs, askingOf, codeOf, discover, refusedWith, tryCapture, wishFor, type SbiCheck } from './sbi-under-check.ts';

/** Holds a fingerprint device against what the agent needs of it: MOSIP SBI 0.9.5, and how we read it. Keeps no print. */
export async function checkSbi(check: SbiCheck): Promise<readonly CheckRow[]> {
  const known = await checkIdentity(check);
  if (!known.device) return known.rows;
  const { device } = known;
  const rows = [...known.rows, ...await checkFingers(check, device), await checkQuality(check, device), ...await checkExceptions(check, device), await checkTimeOut(check, device), await checkBusy(check, device), ...await checkRefusals(check, device)];
  return [...rows, await row('is ready again after all of this', async () => { const { state } = await readDevice(askingOf(check), check.port); return [state === 'ready', state]; })];
}

async function checkIdentity(check: SbiCheck): Promise<{ rows: readonly CheckRow[]; device?: FoundDevice }> {
  let [found, device]: [Awaited<ReturnType<typeof discover>>, FoundDevice | undefined] = [[], undefined];
  const rows = [
    await row('is found by MOSIPDISC', async () => { found = await discover(check); return [found.some(({ deviceId }) => typeof deviceId === 'string'), `${found.length} found`]; }),
    await row('says who it is in MOSIPDINFO, signed by a maker that is believed', async () => {
      device = await readDevice(askingOf(check), check.port);
      return [true, `${device.is.make} ${device.is.model} ${device.is.serialNo}, parts ${device.subIds.join(' ')}`];
    }),
  ];
  if (!device) return { rows };
  const { deviceId, is, state } = device;
  const same = found.some((one) => one.deviceId === deviceId && isSame(one.digitalId, is));
  const named: CheckRow = { what: 'names itself in MOSIPDISC as in MOSIPDINFO', ok: same, says: same ? 'the same identity' : 'another identity, or none' };
  const ready: CheckRow = { what: 'is ready', ok: state === 'ready', says: state };
  return state === 'ready' ? { rows: [...rows, named, ready], device } : { rows: [...rows, named, ready] };
}

/** Unsigned, so it may be plain JSON in base64url. */
function isSame(said: string | null | undefined, is: FoundDevice['is']): boolean {
  try {
    const read = digitalId.safeParse(JSON.parse(Buffer.from(said ?? '', 'base64url').toString()));
    return read.success && isSameDevice(read.data, is);
  } catch {
    return false;
  }
}

/** Every finger, in one chain of hashes. */
async function checkFingers(check: SbiCheck, device: FoundDevice): Promise<readonly CheckRow[]> {
  const rows: CheckRow[] = [];
  const failures: string[] = [];
  let [hash, links] = [firstHash, 0];
  for (const finger of check.fingers) {
    check.say(`Put the ${inWords(finger)} on the device.`);
    const outcome = await tryCapture(check, device, { finger, previousHash: hash });
    if ('failed' in outcome) failures.push(outcome.failed);
    else [hash, links] = [outcome.hash, links + 1];
    rows.push({ what: `takes the ${inWords(finger)}`, ok: !('failed' in outcome), says: 'failed' in outcome ? outcome.failed : `quality ${outcome.quality}` });
  }
  const distrusted = failures.filter((code) => ['bad-signature', 'foreign-device', 'bad-answer', 'not-registered'].includes(code));
  return [
    ...rows,
    { what: 'signs each answer, for the device, transaction and finger that were asked', ok: links === 0 && distrusted.length === 0 ? 'skipped' : distrusted.length === 0, says: distrusted[0] ?? `${links} answers` },
    { what: 'lets each hash follow the one before', ok: failures.includes('broken-chain') ? false : links < 2 ? 'skipped' : true, says: `${links} in a row` },
  ];
}

async function checkQuality(check: SbiCheck, device: FoundDevice): Promise<CheckRow> {
  const finger = fingerOf(check);
  check.say(`Put the ${inWords(finger)} on the device, slightly.`);
  return row('says the quality that it reached where more was asked', async () => {
    const outcome = await tryCapture(check, device, { finger, leastQuality: 100, withinMs: Math.min(check.fingerWithinMs, 10_000), previousHash: firstHash });
    if ('failed' in outcome) return [outcome.failed === 'poor-quality' || outcome.failed === 'no-finger', outcome.failed];
    return [true, `${outcome.quality} of 100`];
  });
}

async function checkExceptions(check: SbiCheck, device: FoundDevice): Promise<readonly CheckRow[]> {
  const finger = fingerOf(check);
  const [other = 'left-little'] = (['left-middle', 'right-middle'] as const).filter((candidate) => candidate !== finger);
  check.say(`Put the ${inWords(finger)} on the device.`);
  return [
    await row('takes a finger while another one is impossible', async () => {
      const outcome = await tryCapture(check, device, { finger, exceptions: [other], previousHash: firstHash });
      return 'failed' in outcome ? [false, outcome.failed] : [true, `quality ${outcome.quality}`];
    }),
    await refused('refuses a finger that is said to be impossible', check, wishFor(check, device, { finger, exceptions: [finger], previousHash: firstHash }).body),
  ];
}

async function checkTimeOut(check: SbiCheck, device: FoundDevice): Promise<CheckRow> {
  check.say('Put no finger on the device.');
  return row('answers in time when no finger comes', async () => {
    const outcome = await tryCapture(check, device, { finger: fingerOf(check), withinMs: 200, previousHash: firstHash });
    if (!('failed' in outcome)) return [true, `it gave the best it had, quality ${outcome.quality}`];
    return [outcome.failed !== 'time-out' && outcome.failed !== 'bad-answer', outcome.failed === 'time-out' ? `no answer ${answerWithinMs} ms after the time was over` : outcome.failed];
  });
}

async function checkBusy(check: SbiCheck, device: FoundDevice): Promise<CheckRow> {
  const what = 'is busy for others while it captures';
  const finger = fingerOf(check);
  check.say('Put no finger on the device until you are asked to.');
  const capturing = { over: false };
  const first = tryCapture(check, device, { finger, previousHash: firstHash }).finally(() => { capturing.over = true; });
  const seen = await row(what, async () => {
    while (!capturing.over) {
      if ((await readDevice(askingOf(check), check.port)).state !== 'busy') continue;
      const code = await refusedWith(check, wishFor(check, device, { finger, previousHash: firstHash }).body);
      return [code !== undefined && meaningOf(code) === 'busy', code === undefined ? 'a second capture was not refused' : `a second capture was refused with code ${code}`];
    }
    return ['skipped', 'it was over before anybody could ask'];
  });
  if (!capturing.over) check.say(`Now put the ${inWords(finger)} on the device.`);
  const outcome = await first;
  if (seen.ok === true && 'failed' in outcome) return { what, ok: false, says: `the first capture did not survive it: ${outcome.failed}` };
  return seen;
}

async function checkRefusals(check: SbiCheck, device: FoundDevice): Promise<readonly CheckRow[]> {
  const good = wishFor(check, device, { finger: fingerOf(check), previousHash: firstHash }).body;
  const [bio] = good.bio;
  return [
    await refused('refuses a request that is no JSON', check, '{"env":'),
    await refused('refuses another device', check, { ...good, bio: [{ ...bio, deviceId: 'no-such-device' }] }),
    await refused('refuses an unknown finger', check, { ...good, bio: [{ ...bio, bioSubType: ['Left Toe'] }] }),
    await refused('refuses another environment', check, { ...good, env: check.environment === 'Staging' ? 'Developer' : 'Staging' }),
    await refused('refuses more fingers than it names', check, { ...good, bio: [{ ...bio, count: '9' }] }),
  ];
}

const refused = (what: string, check: SbiCheck, body: object | string): Promise<CheckRow> => row(what, async () => {
  const code = await refusedWith(check, body);
  return [code !== undefined, code === undefined ? 'it did not' : `code ${code}`];
});

async function row(what: string, look: () => Promise<readonly [ok: CheckRow['ok'], says: string]>): Promise<CheckRow> {
  try {
    const [ok, says] = await look();
    return { what, ok, says };
  } catch (error) {
    if (!(error instanceof FingerprintsFailed)) throw error;
    return { what, ok: false, says: codeOf(error) };
  }
}

const fingerOf = ({ fingers: [first = 'left-index'] }: SbiCheck): Finger => first;
const inWords = (finger: Finger): string => finger.replace('-', ' ');
