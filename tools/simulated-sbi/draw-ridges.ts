import { seeded } from './seeded.ts';

export interface GreyImage { readonly width: number; readonly height: number; /** Row by row, one byte each, 255 is white. */ readonly pixels: Buffer }

const width = 260;
const height = 320;
/** Ridges of an adult lie about 9 pixels apart at 500 dots per inch. */
const ridgeDistance = 9;

/**
 * A synthetic print: ridges around a core, bent by a few slow waves, under noise that grows as quality (0 to 100) falls. Nobody's finger; the same
 * for the same seed. Good to look at and to carry, no input for a matcher.
 */
export function drawRidges(seed: number, quality: number): GreyImage {
  const random = seeded(seed);
  const core = { x: width * (0.4 + random() * 0.2), y: height * (0.35 + random() * 0.15) };
  const waves = Array.from({ length: 4 }, () => aWave({ along: (random() - 0.5) * 0.06, down: (random() - 0.5) * 0.06, phase: random() * 2 * Math.PI, strength: 2 + random() * 5 }));
  const noise = (1 - quality / 100) * 200;
  const pixels = Buffer.alloc(width * height, 255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (((x - width / 2) / (width * 0.48)) ** 2 + ((y - height / 2) / (height * 0.48)) ** 2 > 1) continue;
      let bend = 0;
      for (const wave of waves) bend += wave(x, y);
      const [across, down] = [x - core.x, y - core.y];
      const distance = Math.sqrt(across * across + down * down * 0.5) + Math.max(0, down) * 0.15 + bend;
      const level = 128 + 110 * Math.sin((2 * Math.PI * distance) / ridgeDistance) + (random() - 0.5) * noise;
      // Few levels: noise in the last bits would only make records bigger.
      pixels[y * width + x] = Math.min(255, Math.max(0, Math.round(level / 16) * 16));
    }
  }
  return { width, height, pixels };
}

interface Wave { readonly along: number; readonly down: number; readonly phase: number; readonly strength: number }

/** strength × sin(along × x + down × y + phase), from sines of columns and rows: a sine for each pixel takes too long on a busy machine. */
function aWave({ along, down, phase, strength }: Wave): (x: number, y: number) => number {
  const table = (length: number, of: (at: number) => number) => Float64Array.from({ length }, (_, at) => of(at));
  const [sineX, cosineX] = [table(width, (x) => strength * Math.sin(along * x + phase)), table(width, (x) => strength * Math.cos(along * x + phase))];
  const [sineY, cosineY] = [table(height, (y) => Math.sin(down * y)), table(height, (y) => Math.cos(down * y))];
  return (x, y) => (sineX[x] ?? 0) * (cosineY[y] ?? 0) + (cosineX[x] ?? 0) * (sineY[y] ?? 0);
}
