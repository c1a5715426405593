import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'eid-tutorial-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the tutorial has a reader do, in order: commands to type, and files to write. */
function steps(): readonly { readonly kind: string; readonly text: string }[] {
  return [...readFileSync(join(root, 'docs/tutorial.md'), 'utf8').matchAll(/^```(sh|ts)\n([^]*?)^```$/gm)].map(([, kind = '', text = '']) => ({ kind, text }));
}

test('who follows the tutorial to the letter has a plugin and a connector that pass types, lint, laws and tests, switched on for one municipality', () => {
  for (const part of ['config', 'connectors', 'plugins', 'services', 'tools', 'docs', 'package.json', 'tsconfig.json', 'jest.config.mjs', 'moleculer.config.ts', '.oxlintrc.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const said: string[] = [];
  for (const { kind, text } of steps()) {
    if (kind === 'ts') {
      const file = join(copy, /^\/\/ (\S+)\n/.exec(text)?.[1] ?? 'nameless');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text.slice(text.indexOf('\n') + 1));
      continue;
    }
    for (const command of text.trim().split('\n')) {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: copy, encoding: 'utf8', env: { ...process.env, PATH: `${join(copy, 'node_modules/.bin')}:${process.env['PATH']}`, DATA_DIR: join(copy, 'data'), DATABASE_URL: '', NATS_URL: '', OUTSIDE_URL: '', LOG_LEVEL: 'silent' } });
      expect({ command, status, said: status === 0 ? '' : `${stdout}${stderr}`.slice(-2_000) }).toEqual({ command, status: 0, said: '' });
      said.push(stdout);
    }
  }
  const all = said.join('\n');
  expect(all).toMatch(/^door-notes +on /m);
  expect(all).toContain('plugin.door-notes.most: not there → 5');
  expect(all).toMatch(/^parking-notes +on .*from outside/m);
});
