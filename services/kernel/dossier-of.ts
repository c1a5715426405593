import { z } from 'zod';

const about = z.object({ dossier: z.string() });

/** The dossier that an input or a payload is about, by its field `dossier`; none when it names none. */
export function dossierOf(value: unknown): string | undefined {
  return about.safeParse(value).data?.dossier;
}
