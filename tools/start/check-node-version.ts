/** The programme runs its TypeScript directly, which Node does from 24 on. Says what to do instead of failing somewhere else. */
export function checkNodeVersion(version: string): string | undefined {
  const major = Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
  if (major >= 24) return undefined;
  return `Node ${version} is too old: this runs on Node 24 or newer. \`npm ci\` installs one beside the project; start through npm (\`npm start\`), or install Node 24.`;
}
