export interface FormOnPage {
  readonly method: string;
  /** `/api/v1/dossiers/{dossier}`. */
  readonly path: string;
  readonly fields: readonly { readonly place: 'path' | 'query'; readonly name: string; readonly value: string; /** Several, with commas between them. */ readonly many: boolean }[];
  /** Undefined where the operation takes none. */
  readonly body: string | undefined;
  readonly token: string;
  readonly idempotencyKey: string;
}
export function requestOf(form: FormOnPage): {
  /** Fields of the path that are empty. */
  readonly missing: readonly string[];
  readonly url: string; readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string;
};
