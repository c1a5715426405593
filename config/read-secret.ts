import { readFileSync } from 'node:fs';
import { failures } from '#services/kernel/failure.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { environmentVariable } from './environment.ts';

export const secretFailures = failures('secret', {
  missing: { status: 503, retry: 'safe', title: 'A secret of this connector cannot be read: its variable is not set, or its file is not there.' },
});

/** Reads `env:NAME` and `file:/path`; the newline that editors leave at the end of a file does not count. @throws secret.missing */
export const readSecret: ReadSecret = (reference) => {
  const [scheme, rest] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)];
  const found = scheme === 'env' ? environmentVariable(rest) : scheme === 'file' ? readFile(rest) : undefined;
  if (found === undefined || found === '') throw secretFailures.missing({ issues: [{ in: 'body', name: reference, detail: 'nothing stands there' }] });
  return found;
};

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
