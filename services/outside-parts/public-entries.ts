import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');
const name = /^[a-z][a-z0-9-]*$/;

/** What code from outside may import of the house, and the file behind it. The same stands in `exports` of package.json, for its types. */
export function publicEntry(specifier: string): string | undefined {
  const [, kind = '', part = '', ...more] = specifier.split('/');
  if (kind === 'sdk' && part === '') return join(root, 'services/kernel/sdk.ts');
  if (kind === 'registry' && part === '') return join(root, 'services/kernel/registry.ts');
  if (more.length > 0 || !name.test(part)) return undefined;
  if (kind === 'ports') return join(root, 'connectors', part, `${part}.port.ts`);
  return kind === 'contracts' ? join(root, 'plugins', part, `${part}.contract.ts`) : undefined;
}

let open = false;

/** Lets code from anywhere on this machine import `eid-aan-huis/…`: always this house's own, for two copies of a kernel would not know each other. */
export function openPublicEntries(): void {
  if (open) return;
  open = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier !== 'eid-aan-huis' && !specifier.startsWith('eid-aan-huis/')) return next(specifier, context);
      const entry = publicEntry(specifier);
      if (entry === undefined) throw new Error(`'${specifier}' is no public entry of the middleware; 'eid-aan-huis/sdk' is`);
      return next(pathToFileURL(entry).href, context);
    },
  });
}
