import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wireFiles } from './describe-wires.ts';

test.each(Object.entries(wireFiles))('the published contract %s is the one that is spoken', (file, described) => {
  expect(JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))).toEqual(JSON.parse(JSON.stringify(described)));
});
