import { ReaderGone, type CardReader } from './card-reader.ts';

/** Where the system has no card readers at all. */
export const absentReader: CardReader = {
  name: '', state: () => 'absent', hasPinpad: () => false, use: () => Promise.reject(new ReaderGone('there is no reader')), onChange: () => () => {}, close: () => Promise.resolve(),
};
