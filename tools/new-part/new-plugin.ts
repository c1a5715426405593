import { newPart } from './new-part.ts';

process.exitCode = newPart('plugin', process.argv.slice(2));
