import type { bizaFailures } from '../biza.port.ts';

export type BizaFailure = keyof typeof bizaFailures;

export interface StatedFault { readonly code: string; readonly failure: BizaFailure; readonly description: string }

/** What BiZa states when it refuses: the code in `error/code/code` (SOAP) or at the end of `type` (REST), and what it is in the words of the port. */
export const statedFaults: readonly StatedFault[] = [
  { code: 'EID-100', failure: 'not-understood', description: 'The message does not keep to the contract.' },
  { code: 'EID-101', failure: 'credentials-refused', description: 'The sender is not known here.' },
  { code: 'EID-110', failure: 'unavailable', description: 'Busy: nothing was done.' },
  { code: 'EID-201', failure: 'unknown-person', description: 'Nobody has this number.' },
  { code: 'EID-202', failure: 'number-replaced', description: 'This person has another number now.' },
  { code: 'EID-301', failure: 'not-authorised', description: 'Municipality, official or device is not authorised for this act.' },
  { code: 'EID-401', failure: 'unreadable-envelope', description: 'The sealed envelope cannot be opened for this.' },
  { code: 'EID-501', failure: 'unknown-order', description: 'There is no such order.' },
  { code: 'EID-502', failure: 'refused', description: 'Procedure or law does not allow this.' },
];
