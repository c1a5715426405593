// Made when it is served (desk-scripts.ts).
/** Name of an element -> path of the page that it shows. */
export declare const elements: Readonly<Record<string, string>>;
/** Its name below `assets/`. */
export declare const stylesheet: string;
/** Language -> what is said of the connection. */
export declare const connectionWords: Readonly<Record<string, Readonly<Record<'waiting' | 'lost' | 'sent', string>>>>;
