/**
 * What a code of the specification means for us. Codes that are not here are a maker's own: the state of the device may tell more
 * (`capture-fingers.ts`), else it is `device-failed`. Which codes are sure stands in README.md.
 */
const meanings: ReadonlyMap<string, string> = new Map([
  ['100', 'not-registered'],
  ['101', 'no-finger'],
  ['102', 'device-failed'],
  ['103', 'device-failed'],
  ['104', 'device-failed'],
  ['105', 'badly-placed'],
  ['106', 'absent'],
  ['107', 'not-registered'],
  ['108', 'device-failed'],
  ['109', 'device-failed'],
  ['110', 'not-ready'],
  ['111', 'busy'],
  ['112', 'device-failed'],
  ['202', 'absent'],
]);

export const isSuccess = (code: string): boolean => code === '' || code === '0';

/** Our code, or nothing where it is a maker's own. */
export const meaningOf = (code: string): string | undefined => meanings.get(code);

/** What a device says of itself, in our words. */
export const stateOf = (status: string): 'ready' | 'busy' | 'not-ready' | 'not-registered' => states.get(status.trim().toLowerCase()) ?? 'not-ready';

const states = new Map<string, 'ready' | 'busy' | 'not-ready' | 'not-registered'>([['ready', 'ready'], ['busy', 'busy'], ['not ready', 'not-ready'], ['not registered', 'not-registered']]);
