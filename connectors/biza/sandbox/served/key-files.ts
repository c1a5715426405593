import { join } from 'node:path';

/** Who has a key here: BiZa's bus (signs), its REST server, and the house that is let in. */
export const holders = ['bus', 'rest', 'house'] as const;
export type Holder = (typeof holders)[number];

export const keysIn = (folder: string): string => join(folder, 'keys');
export const keyFile = (folder: string, holder: Holder): string => join(keysIn(folder), `${holder}.key.pem`);
export const certificateFile = (folder: string, holder: Holder): string => join(keysIn(folder), `${holder}.pem`);
export const rootFile = (folder: string): string => join(keysIn(folder), 'root.pem');
export const subjectOf = (holder: Holder | 'root'): string => `C=BE, O=Sandbox of BiZa, CN=${holder}`;
