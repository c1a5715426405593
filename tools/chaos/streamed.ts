/** One message of a stream. `step`: which line of the history it tells of, where it tells of one. */
export interface Streamed { readonly municipality: string; readonly id: string; readonly event: string; readonly dossier: string | null; readonly step: number | null }
