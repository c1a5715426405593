import { z } from 'zod';

const first = Date.UTC(1900, 0, 1);
const last = Date.UTC(2200, 0, 1);

/** An instant in epoch milliseconds UTC, of a time in which people live: beyond it calendars and databases differ in what they can say. */
export const instantSchema = z.int().min(first, 'an instant is in epoch milliseconds, from 1900 on').max(last, 'an instant is in epoch milliseconds, before 2200').describe('Epoch milliseconds UTC.');
