import { createHash } from 'node:crypto';
import type { Answer } from '../answer.ts';

/** A card with its chip: what a browser shows beside the title of a window. */
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="2" y="6" width="28" height="20" rx="3" fill="#1d3557"/><rect x="6" y="12" width="8" height="7" rx="1" fill="#f1c453"/><path d="M18 13h8M18 17h8M18 21h5" stroke="#fff" stroke-width="2"/></svg>';

/** The same everywhere, so that a browser may keep it for ever. */
export const icon = {
  name: `icon-${createHash('sha256').update(drawing).digest('hex').slice(0, 12)}.svg`,
  answer: (): Answer => ({ status: 200, mediaType: 'image/svg+xml', body: drawing, headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } }),
};
