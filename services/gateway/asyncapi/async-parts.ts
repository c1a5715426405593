export type Json = Readonly<Record<string, unknown>>;

/** What one event or action adds to the document, by name. */
export interface AsyncParts { readonly channels: Json; readonly operations: Json; readonly messages: Json; readonly schemas: Json }
