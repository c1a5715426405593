import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { z } from 'zod';
import { chromium as program, demand } from '../system-packages/packages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** For people to look at; not kept with the code. */
export const screenshots = join(import.meta.dirname, '../../screenshots');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const findings = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })) }));

/** Debian's Chromium. It only ever sees pages of this machine, so it may do without the sandbox that root cannot have. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: demand(program), args: ['--no-sandbox', '--disable-gpu'] });
}

/** Everything that must hold of any page and state: what axe-core finds against WCAG 2.2 A and AA, and what does not fit at 320 px, which is 400 % of a screen of 1,280. */
export async function inspect(page: Page, name: string, { picture = true }: { readonly picture?: boolean } = {}): Promise<string[]> {
  mkdirSync(screenshots, { recursive: true });
  if (picture) await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  const violations = findings.parse(await page.evaluate(`${axe}; axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] }).then(({ violations }) => JSON.parse(JSON.stringify(violations)))`));
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 256 });
  const overflow = z.number().parse(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
  if (usual) await page.setViewportSize(usual);
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${name}: ${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`)),
    ...(overflow > 0 ? [`${name}: ${overflow} px too wide at 320 px`] : []),
  ];
}

/** Goes on with Tab until the focus is on what has this name: what a person without a mouse does. */
export async function tabTo(page: Page, name: RegExp, most = 80): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    const focused = z.string().parse(await page.evaluate('(document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? "").trim()'));
    if (name.test(focused)) return;
  }
  throw new Error('the keyboard does not get there');
}
