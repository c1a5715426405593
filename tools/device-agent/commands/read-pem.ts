import { readFileSync } from 'node:fs';
import { UsageError } from './command.ts';

/** A certificate or several, from a file that was named. @throws UsageError */
export function readPem(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`there is no readable file ${file}`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError(`${file} holds no certificate (PEM)`);
  return text;
}
