/** Colours of the pages where a theme says nothing (`pages.css`). */
export const usualColours = { 'eid-accent': '#00439c', 'eid-ink': '#1a1a1a', 'eid-paper': '#fff', 'eid-soft': '#eef3fa', 'eid-wrong': '#a3000d' } as const;
type Token = keyof typeof usualColours;
type Theme = Readonly<Record<string, string>>;

/** Which colour stands as text on which, or has text of that colour on it. */
const pairs: readonly (readonly [Token, Token])[] = [['eid-ink', 'eid-paper'], ['eid-ink', 'eid-soft'], ['eid-accent', 'eid-paper'], ['eid-accent', 'eid-soft'], ['eid-wrong', 'eid-paper']];
/** WCAG 2.2, 1.4.3 (AA). */
const least = 4.5;

/** Pairs of colours that many people could not read, one sentence each. Only colours in hexadecimal are judged. */
export function faintColours(theme: Theme): string[] {
  return pairs.flatMap(([one, other]) => {
    const [text, ground] = [theme[one] ?? usualColours[one], theme[other] ?? usualColours[other]];
    const [a, b] = [luminance(text), luminance(ground)];
    if (a === undefined || b === undefined) return [];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    // Rounded down: 4.49 does not read as enough.
    return contrast >= least ? [] : [`'${one}' ${text} on '${other}' ${ground} has a contrast of ${Math.floor(contrast * 10) / 10}: many people cannot read it below ${least} (WCAG 2.2 AA)`];
  });
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number | undefined {
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(colour) ?? [];
  const digits = long ?? short?.replaceAll(/./g, '$&$&');
  if (digits === undefined) return undefined;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
