/**
 * Every action and event of the system, by wire name. Contracts add themselves by declaration merging, so a mistyped
 * action, a missing input or an unknown event is a compile error wherever it is called.
 */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- filled by declaration merging
export interface Actions {}
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- filled by declaration merging
export interface Events {}

export type ActionName = keyof Actions & string;
export type ActionInput<K extends ActionName> = Actions[K] extends { input: infer I } ? I : never;
export type ActionOutput<K extends ActionName> = Actions[K] extends { output: infer O } ? O : never;
export type EventName = keyof Events & string;
export type EventPayload<K extends EventName> = Events[K];
