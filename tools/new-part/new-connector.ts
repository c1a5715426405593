import { newPart } from './new-part.ts';

process.exitCode = newPart('connector', process.argv.slice(2));
